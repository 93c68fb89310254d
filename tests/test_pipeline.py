import json
from pathlib import Path

import pytest

from procopius import pipeline
from procopius.model import Article, CodedArticle, Event, Quote, Vote
from procopius.pipeline import Coder

ROOT = Path(__file__).parent.parent
CASES = json.loads((ROOT / "tests" / "cases" / "events.json").read_text(encoding="utf-8"))


def told(event: Event) -> dict[str, object]:
    """An event in the words of the cases."""
    return {
        "event": event.event,
        "status": event.status,
        "actor": sorted({str(e.country) for e in event.actor}),
        "recipient": sorted({str(e.country) for e in event.recipient}),
        "date": event.event_date,
    }


def check(coder: Coder, case: dict) -> None:
    result = coder.code(case["text"], publication_date="2025-04-09")
    found = [told(e) for e in result.events]
    for wanted in case.get("events", []):
        assert any(wanted.items() <= event.items() for event in found), found
    for unwanted in case.get("not", []):
        assert not any(unwanted.items() <= event.items() for event in found), found


@pytest.mark.parametrize("case", CASES["synthetic"], ids=lambda c: c["name"])
def test_event_case(coder: Coder, case: dict) -> None:
    check(coder, case)


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda c: c["name"])
def test_text_without_events(coder: Coder, case: dict) -> None:
    result = coder.code(case["text"], publication_date="2025-04-09")
    assert [told(e) for e in result.events if e.status == "actual"] == []


@pytest.mark.xfail(strict=True, reason="known failure: move the case when it passes")
@pytest.mark.parametrize("case", CASES["failing"], ids=lambda c: c["name"])
def test_known_failure(coder: Coder, case: dict) -> None:
    check(coder, case)


@pytest.fixture(scope="module")
def sample(coder: Coder) -> tuple[str, CodedArticle]:
    text = (ROOT / "samples" / "cuyuni_2025-04-09.txt").read_text(encoding="utf-8")
    return text, coder.code(text, publication_date="2025-04-09", article_id="cuyuni")


def test_output_is_the_contract(sample: tuple[str, CodedArticle]) -> None:
    row = json.loads(pipeline.encode(sample[1]))
    assert list(row) == [
        "article_id", "publication_date", "events", "quotes", "votes", "entities", "removed", "issues",
    ]  # fmt: skip
    assert set(row["events"][0]) >= {
        "id", "event", "mode", "status", "actor", "recipient", "event_date", "event_date_end", "date_precision",
        "place", "attribution", "contexts", "size", "quad", "scale", "score", "mentions", "trace",
    }  # fmt: skip
    assert set(row["events"][0]["actor"][0]) == {"text", "name", "country", "sector", "sectors", "spans"}


def test_every_span_is_in_the_raw_text(sample: tuple[str, CodedArticle]) -> None:
    text, result = sample
    for event in result.events:
        for mention in event.mentions:
            (start, end), (first, last) = mention.sentence, mention.trigger
            assert 0 <= start <= first < last <= end <= len(text)
            assert text[first:last].isalpha()
        for party in (*event.actor, *event.recipient):
            assert all(text[a:b].strip() for a, b in party.spans)


@pytest.mark.xfail(
    strict=True, reason="a minister named with scrambled words is a second one since descriptions are joined"
)
def test_three_spellings_are_one_minister(sample: tuple[str, CodedArticle]) -> None:
    people = [e for e in sample[1].entities if "Persa" in e.name or "Parsa" in e.name]
    assert len(people) == 1
    assert len([form for form in people[0].surface_forms if "Persa" in form or "Parsa" in form]) >= 3
    assert people[0].country == "GUY"


def test_the_vote_and_the_quotes_of_the_sample(sample: tuple[str, CodedArticle]) -> None:
    text, result = sample
    vote: Vote = result.votes[0]
    assert (vote.in_favour, vote.against, vote.outcome, vote.abstainers) == (14, 0, "adopted", ("Russia",))
    direct: list[Quote] = [q for q in result.quotes if q.kind == "direct"]
    assert any(text[slice(*q.content_span)].startswith("We will not sit at a table") for q in direct)


def test_captions_make_no_events(sample: tuple[str, CodedArticle]) -> None:
    captions = [r for r in sample[1].removed if r.kind == "caption"]
    assert captions
    for event in sample[1].events:
        assert not any(c.start <= m.trigger[0] < c.end for c in captions for m in event.mentions)


def test_the_same_text_gives_the_same_events(coder: Coder, sample: tuple[str, CodedArticle]) -> None:
    again = coder.code(sample[0], publication_date="2025-04-09", article_id="cuyuni")
    assert pipeline.encode(again) == pipeline.encode(sample[1])
    assert len({e.id for e in again.events}) == len(again.events)


def test_without_a_date_events_are_still_coded(coder: Coder) -> None:
    result = coder.code("Mali expelled the French ambassador on Monday.")
    assert [i.code for i in result.issues] == ["missing_publication_date"]
    assert [(e.event, e.event_date) for e in result.events] == [("SANCTION", None)]
    assert [i.code for i in result.events[0].issues] == ["no_anchor_date"]


def test_a_date_line_stands_in_for_the_date(coder: Coder) -> None:
    result = coder.code("date 2025-03-05\n\nMali expelled the French ambassador on Monday.")
    assert result.publication_date == "2025-03-05"
    assert [i.code for i in result.issues] == ["publication_date_from_text"]
    assert result.events[0].event_date == "2025-03-03"


def test_another_language_is_skipped_with_a_reason(coder: Coder) -> None:
    text = "Die Außenminister beider Länder trafen sich am Montag in Berlin, um über die Krise zu sprechen."
    assert [i.code for i in coder.code(text, publication_date="2025-04-09").issues] == ["not_english"]


def test_one_faulty_article_becomes_an_issue(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(pipeline, "code", fail)
    result = coder.code_article(Article(id="a", text="Mali expelled the envoy.", publication_date="2025-04-09"))
    assert [i.code for i in result.issues] == ["internal_error"]
    assert "planted" in result.issues[0].message


def test_a_sentence_of_ten_thousand_words_is_coded(coder: Coder) -> None:
    text = "Mali expelled the French ambassador. " + "the minister and " * 3400
    result = coder.code(text, publication_date="2025-04-09")
    assert "SANCTION" in {e.event for e in result.events}
