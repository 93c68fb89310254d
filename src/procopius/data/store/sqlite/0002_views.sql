-- The views that docs/reference/store.md describes. A changed view is a new migration that drops and makes it.

CREATE VIEW articles AS
SELECT a.id, o.given_id, o.path, coalesce(c.publication_date, a.publication_date) AS publication_date,
       a.publisher, a.title, a.url, o.language, a.characters, a.text_hash,
       coalesce(c.outcome, 'pending') AS outcome, c.reason, c.recipe, c.run_id, o.meta
FROM article a
LEFT JOIN coding c ON c.article_id = a.id
LEFT JOIN origin o ON o.article_id = a.id AND (o.path, o.given_id) = (
    SELECT path, given_id FROM origin WHERE article_id = a.id ORDER BY path, given_id LIMIT 1
);

CREATE VIEW origins AS
SELECT article_id, given_id, path, file, language, meta, issues FROM origin;

CREATE VIEW texts AS
SELECT article_id, text FROM article_text;

CREATE VIEW events AS
SELECT e.article_id, coalesce(c.publication_date, a.publication_date) AS publication_date, a.publisher,
       e.id AS event_id, e.event, e.mode, e.status,
       e.actor_text, e.actor_name, e.actor_country, e.actor_sector,
       e.recipient_text, e.recipient_name, e.recipient_country, e.recipient_sector,
       e.event_date, e.event_date_end, e.date_precision,
       e.place_text, e.place_name, e.place_country, e.place_lat, e.place_lon, e.place_geonames_id,
       e.attribution_text, e.attribution_name, e.attribution_country, e.attribution_sector, e.contexts,
       e.killed_min, e.killed_max, e.injured_min, e.injured_max, e.arrested_min, e.arrested_max,
       e.participants_min, e.participants_max, e.quad, e.scale, e.score, e.mentions
FROM event e
JOIN article a ON a.id = e.article_id
JOIN coding c ON c.article_id = e.article_id;

CREATE VIEW actors AS
SELECT p.event_id, e.article_id, p.role, p.number, p.text, p.name, p.country, p.sector, p.sectors, p.spans
FROM party p JOIN event e ON e.id = p.event_id;

CREATE VIEW dyads AS
SELECT e.id AS event_id, e.article_id, e.event, e.mode, e.status, e.event_date, e.event_date_end, e.date_precision,
       a.name AS actor_name, a.country AS actor_country, a.sector AS actor_sector,
       r.name AS recipient_name, r.country AS recipient_country, r.sector AS recipient_sector,
       e.quad, e.scale, e.score
FROM event e
JOIN party a ON a.event_id = e.id AND a.role = 'actor'
JOIN party r ON r.event_id = e.id AND r.role = 'recipient';

CREATE VIEW mentions AS
SELECT m.event_id, m.article_id, m.number, m.sentence_start, m.sentence_end, m.trigger_start, m.trigger_end,
       substr(t.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence_text,
       substr(t.text, m.trigger_start + 1, m.trigger_end - m.trigger_start) AS trigger_text
FROM mention m JOIN article_text t ON t.article_id = m.article_id;

CREATE VIEW places AS
SELECT p.event_id, e.article_id, p.text, p.name, p.country, p.lat, p.lon, p.geonames_id, p.spans
FROM place p JOIN event e ON e.id = p.event_id;

CREATE VIEW quotes AS
SELECT q.article_id, q.number, q.speaker, q.kind,
       q.content_start, q.content_end, q.speaker_start, q.speaker_end, q.cue_start, q.cue_end,
       substr(t.text, q.content_start + 1, q.content_end - q.content_start) AS content_text
FROM quote q JOIN article_text t ON t.article_id = q.article_id;

CREATE VIEW votes AS
SELECT v.article_id, v.number, v.body, v.subject, v.in_favour, v.against, v.abstained, v.outcome,
       v.abstainers, v.vetoed_by, v.span_start, v.span_end
FROM vote v;

CREATE VIEW entities AS
SELECT article_id, number, name, country, sector, surface_forms FROM entity;

CREATE VIEW issues AS
SELECT article_id, nullif(event_id, '') AS event_id, number, code, message, span_start, span_end FROM issue;

CREATE VIEW failures AS
SELECT path, NULL AS article_id, 'read' AS stage, code, message, run_id FROM failure
UNION ALL
SELECT o.path, c.article_id, 'code', c.reason, c.message, c.run_id
FROM coding c JOIN origin o ON o.article_id = c.article_id
WHERE c.outcome <> 'coded';

CREATE VIEW runs AS
SELECT id, started, finished,
       json_extract(manifest, '$.recipe.id') AS recipe,
       json_extract(manifest, '$.read.articles') AS articles_read,
       json_extract(manifest, '$.read.new') AS articles_new,
       json_extract(manifest, '$.coded.coded') AS coded,
       json_extract(manifest, '$.coded.refused') AS refused,
       json_extract(manifest, '$.coded.failed') AS failed,
       json_extract(manifest, '$.coded.events') AS events,
       manifest
FROM run;
