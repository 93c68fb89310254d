-- Tables are named in the singular and are private to the store; views (0002) are named in the plural and documented.
-- Every id is a hash of content, so that the same input makes the same rows in any order and on any machine.

CREATE TABLE article (
    id TEXT PRIMARY KEY,
    text_hash TEXT NOT NULL,
    characters INTEGER NOT NULL,
    publication_date TEXT,
    title TEXT,
    publisher TEXT,
    url TEXT
) WITHOUT ROWID;
CREATE INDEX article_by_text ON article (text_hash);

-- Apart from article: a scan over dates and publishers need not pass the texts.
CREATE TABLE article_text (
    article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    text TEXT NOT NULL
);

-- Where an article was met. The same article may be met under several ids and in several files.
CREATE TABLE origin (
    article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    given_id TEXT NOT NULL,
    file TEXT NOT NULL,
    language TEXT,
    meta TEXT NOT NULL,
    issues TEXT NOT NULL,
    PRIMARY KEY (article_id, path, given_id)
) WITHOUT ROWID;
CREATE INDEX origin_by_file ON origin (file);

-- A file that was read to its end: with the same digest and the same way of reading it need not be read again.
CREATE TABLE file (
    path TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    reading TEXT NOT NULL
) WITHOUT ROWID;

-- What gave no article.
CREATE TABLE failure (
    path TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    file TEXT NOT NULL,
    run_id TEXT NOT NULL,
    PRIMARY KEY (path, code)
) WITHOUT ROWID;
CREATE INDEX failure_by_file ON failure (file);

CREATE TABLE run (
    id TEXT PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    manifest TEXT NOT NULL
) WITHOUT ROWID;

-- The newest result of an article: what came of it, by which recipe, and the whole record (zlib of its JSON).
CREATE TABLE coding (
    article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    outcome TEXT NOT NULL CHECK (outcome IN ('coded', 'refused', 'failed')),
    reason TEXT,
    message TEXT,
    publication_date TEXT,
    recipe TEXT NOT NULL,
    forced INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    record BLOB NOT NULL
);
CREATE INDEX coding_by_outcome ON coding (outcome, reason);

CREATE TABLE event (
    id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES coding (article_id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    event TEXT NOT NULL,
    mode TEXT,
    status TEXT NOT NULL,
    actor_text TEXT, actor_name TEXT, actor_country TEXT, actor_sector TEXT,
    recipient_text TEXT, recipient_name TEXT, recipient_country TEXT, recipient_sector TEXT,
    event_date TEXT,
    event_date_end TEXT,
    date_precision TEXT,
    place_text TEXT, place_name TEXT, place_country TEXT, place_lat REAL, place_lon REAL, place_geonames_id INTEGER,
    attribution_text TEXT, attribution_name TEXT, attribution_country TEXT, attribution_sector TEXT,
    contexts TEXT,
    killed_min INTEGER, killed_max INTEGER, injured_min INTEGER, injured_max INTEGER,
    arrested_min INTEGER, arrested_max INTEGER, participants_min INTEGER, participants_max INTEGER,
    quad INTEGER NOT NULL,
    scale REAL NOT NULL,
    score REAL NOT NULL,
    mentions INTEGER NOT NULL
);
CREATE INDEX event_by_article ON event (article_id);
CREATE INDEX event_by_type ON event (event, status);
CREATE INDEX event_by_date ON event (event_date);

CREATE TABLE mention (
    event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    PRIMARY KEY (event_id, number)
) WITHOUT ROWID;

CREATE TABLE party (
    event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    number INTEGER NOT NULL,
    text TEXT,
    name TEXT,
    country TEXT,
    sector TEXT,
    sectors TEXT NOT NULL,
    spans TEXT NOT NULL,
    PRIMARY KEY (event_id, role, number)
) WITHOUT ROWID;
CREATE INDEX party_by_country ON party (country, role, sector);

CREATE TABLE place (
    event_id TEXT PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    name TEXT,
    country TEXT,
    lat REAL,
    lon REAL,
    geonames_id INTEGER,
    spans TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE quote (
    article_id TEXT NOT NULL REFERENCES coding (article_id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    speaker TEXT,
    kind TEXT NOT NULL,
    content_start INTEGER NOT NULL, content_end INTEGER NOT NULL,
    speaker_start INTEGER, speaker_end INTEGER,
    cue_start INTEGER, cue_end INTEGER,
    PRIMARY KEY (article_id, number)
) WITHOUT ROWID;

CREATE TABLE vote (
    article_id TEXT NOT NULL REFERENCES coding (article_id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    body TEXT,
    subject TEXT,
    in_favour INTEGER,
    against INTEGER,
    abstained INTEGER,
    outcome TEXT,
    abstainers TEXT NOT NULL,
    vetoed_by TEXT NOT NULL,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
    PRIMARY KEY (article_id, number)
) WITHOUT ROWID;

CREATE TABLE entity (
    article_id TEXT NOT NULL REFERENCES coding (article_id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    surface_forms TEXT NOT NULL,
    PRIMARY KEY (article_id, number)
) WITHOUT ROWID;

-- Issues of the article (event_id is empty) and of its events.
CREATE TABLE issue (
    article_id TEXT NOT NULL REFERENCES coding (article_id) ON DELETE CASCADE,
    event_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    span_start INTEGER, span_end INTEGER,
    PRIMARY KEY (article_id, event_id, number)
) WITHOUT ROWID;
CREATE INDEX issue_by_code ON issue (code);
