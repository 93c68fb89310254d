"""Direct quotes: which quoted stretches are somebody's own words, and whose.

A stretch is tied to the words after it ("…", said X), before it (X said: "…") or in the line above (X said:), or it
goes on with the quote before it. What is tied to nothing and begins in mid-sentence is no direct quote: a scare
quote, a title, or part of a reported clause (see :mod:`procopius.coding.indirect`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Token

from procopius.coding.quote_layout import Layout, ends_sentence
from procopius.coding.reporting import Reporting, according_at
from procopius.coding.speakers import (
    Free,
    nominal_after,
    nominal_before,
    speaker_head,
    speaker_span,
    subject_of,
)
from procopius.model import Span

MIN_WORDS_ALONE = 4
"""Words that a sentence in quotation marks must have to be a quote without any cue."""
_MAX_CUE_DISTANCE = 14
_FRONTED = 28
_NEAR = 7
_DASHES = {"—", "–", "-", "--", "―"}
_PAUSES = {",", ":"} | _DASHES
_SIGNING = {"—", "–", "―", "--"}
_LINKING_END = re.compile(r"[,;?!…—–-]$")


class Link(NamedTuple):
    """What ties a stretch to its speaker. ``start``: where the reported words begin if that is before the marks."""

    cue: Span | None
    speaker: Span | None
    start: int | None = None


def direct_links(layout: Layout, words: Reporting) -> dict[int, Link]:
    """Return the direct quotes of a text: number of the stretch → cue and speaker."""
    links: dict[int, Link] = {}
    for number in range(len(layout.stretches)):
        link = _own_link(layout, number, words) or _carried_on(layout, number, words, links)
        if link is not None:
            links[number] = _with_last_speaker(link, layout, number, links)
    return _filled_backwards(layout, links)


def _with_last_speaker(link: Link, layout: Layout, number: int, links: dict[int, Link]) -> Link:
    """Give a cue without a subject ("…, adding: …") the speaker of the quote before it in its paragraph."""
    last = max(links, default=None)
    if link.speaker is not None or link.cue is None or last is None:
        return link
    return link if layout.paragraphs_between(last, number) else link._replace(speaker=links[last].speaker)


def _own_link(layout: Layout, number: int, words: Reporting) -> Link | None:
    before = layout.before(number)
    ahead = _link_before(layout, number, before, words)
    if ahead is not None and before[-1].text != ":":
        return ahead
    behind = _link_after(layout, number, words)
    if behind is not None and (ahead is not None or _may_begin(layout, number, before)):
        return behind
    if ahead is not None:
        return ahead if _is_set_off(layout, number) else None
    if not before:
        above = layout.line_before(number)
        return _introduced(above, layout, words) if above and above[-1].text == ":" else None
    if behind is not None and _reads_on(layout, number, before):
        return behind._replace(start=before[0].idx)
    return None


def _may_begin(layout: Layout, number: int, before: list[Token]) -> bool:
    """Say whether a stretch begins a sentence, if need be after an abbreviation with a full stop ("7 p.m.")."""
    return layout.begins_sentence(number) or (before[-1].text.endswith(".") and layout.content(number)[0].isupper())


def _is_set_off(layout: Layout, number: int) -> bool:
    """Say whether a stretch ends with a stop of its own or before one, and does not run on into the sentence."""
    after = layout.after(number)
    return layout.is_whole(number) or not after or after[0].is_punct or all(t.pos_ == "CCONJ" for t in after)


def _reads_on(layout: Layout, number: int, before: list[Token]) -> bool:
    """Say whether a sentence begins outside the marks and goes on inside: ``The deal "is dead," he added``."""
    first = before[0]
    begins = first.i == 0 or ends_sentence(layout.doc[first.i - 1])
    return begins and layout.content(number)[-1:] in ",?!" and not any(t.text in _PAUSES for t in before)


def _link_before(layout: Layout, number: int, before: list[Token], words: Reporting) -> Link | None:
    """Tie a stretch to the words before it: ``X said: "…"``, ``X told Y, "…"``, ``X said "…"``."""
    if not before or not any(t.is_alpha for t in before):
        return None
    last = before[-1].text
    if last == ":":
        return _introduced(before, layout, words)
    cue = _last_cue(before, words)
    if cue is None:
        return None
    if last in _PAUSES:
        near = before[-1].i - cue.i <= _MAX_CUE_DISTANCE and not _has_clause(before, cue)
        return _link(cue, layout) if near else None
    if not layout.is_sentence_like(number) or not _is_set_off(layout, number):
        return None
    return _link(cue, layout) if _leads_to(before, cue, layout.content(number)) else None


def _leads_to(before: list[Token], cue: Token, content: str) -> bool:
    """Say whether a cue without a comma reaches the marks: ``X told Y "…"``, ``X said on Friday "…"``."""
    last = before[-1]
    near = _NEAR if len(content.split()) >= MIN_WORDS_ALONE else 1
    if _has_clause(before, cue) or last.i - cue.i > near:
        return False
    return cue.i == last.i or last.pos_ in {"NOUN", "PROPN", "PRON", "ADP", "ADV", "NUM"}


def _introduced(before: list[Token], layout: Layout, words: Reporting) -> Link:
    """Read what stands before a colon: a cue, a noun of saying, or just a name."""
    cue = _last_cue(before, words)
    if cue is not None:
        inverted = _inverted(cue, layout, words) if cue.i == before[0].i else None
        return inverted or _link(cue, layout)
    noun = next((t for t in reversed(before) if t.lemma_.lower() in words.noun), None)
    verb = next((t for t in reversed(before) if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        head = nominal_before(before[-1], _free(layout)) if noun is None else _owner_of(noun, layout)
        return Link(_span(noun) if noun else None, speaker_span(head, _free(layout)) if head else None)
    return Link(_span(noun) if noun else None, _speaker(verb, layout))


def _owner_of(noun: Token, layout: Layout) -> Token | None:
    free = _free(layout)
    return next((c for c in noun.children if c.dep_ in {"nmod:poss", "nmod"} and free(c)), None)


def _link_after(layout: Layout, number: int, words: Reporting) -> Link | None:
    """Tie a stretch to the words after it: ``"…", said X``, ``"…", X said``, ``"…", according to X``."""
    after = layout.after(number)
    content = layout.content(number)
    comma = bool(after) and after[0].text in _PAUSES - {":"}
    tokens = after[1:] if comma else after
    if not tokens or tokens[0].text in _PAUSES:
        return None
    if after[0].text in _SIGNING and not any(t.pos_ in {"VERB", "AUX"} for t in tokens):
        return _signed(after[0], layout, words)
    according = according_at(tokens[0], words)
    if according is not None:
        return _according(tokens[0], according, layout, words)
    cue = _first_cue(tokens, words)
    if cue is None:
        return None
    inverted = cue.i == tokens[0].i or all(t.pos_ == "ADV" for t in tokens if t.i < cue.i)
    if not (comma or _LINKING_END.search(content) or inverted or _closes_sentence(cue, tokens)):
        return None
    if inverted:
        return _inverted(cue, layout, words)
    if content.endswith(".") and not _closes_sentence(cue, tokens):
        return None
    free = _free(layout)
    head = subject_of(cue, free)
    if head is None or head.i < tokens[0].i:
        apart = layout.doc[cue.i - 1].text == ","
        head = nominal_after(layout.doc[tokens[0].i - 1], free, words) if apart else nominal_before(cue, free)
    return Link(_span(cue), speaker_span(head, lambda t: free(t) and t.i >= tokens[0].i)) if head is not None else None


def _signed(dash: Token, layout: Layout, words: Reporting) -> Link | None:
    """Read a name under a quote: ``"…" — X``."""
    head = nominal_after(dash, _free(layout), words)
    return Link(None, speaker_span(head, lambda t: not layout.is_quoted(t) and t.i > dash.i)) if head else None


def _closes_sentence(cue: Token, tokens: list[Token]) -> bool:
    return cue.i == tokens[-1].i


def _inverted(cue: Token, layout: Layout, words: Reporting) -> Link | None:
    """Read ``said X``; a participle ("adding that …") begins something else."""
    head = nominal_after(cue, _free(layout), words)
    if head is None or cue.tag_ == "VBG":
        return None
    return Link(_span(cue), speaker_span(head, lambda t: not layout.is_quoted(t) and t.i > cue.i))


def _according(first: Token, length: int, layout: Layout, words: Reporting) -> Link | None:
    doc = layout.doc
    last = doc[first.i + length - 1]
    head = nominal_after(last, _free(layout), words)
    if head is None:
        return None
    return Link(
        (first.idx, last.idx + len(last)),
        speaker_span(head, lambda t: not layout.is_quoted(t) and t.i > last.i),
    )


def _first_cue(tokens: list[Token], words: Reporting) -> Token | None:
    """Return the verb of speech that follows its subject, with no other verb of its own clause before it."""
    for token in tokens:
        if token.i - tokens[0].i > _FRONTED:
            return None
        if token.pos_ != "VERB" or token.dep_ in {"acl", "acl:relcl"}:
            continue
        return token if token.lemma_.lower() in words.speech else None
    return None


def _last_cue(tokens: list[Token], words: Reporting) -> Token | None:
    return next((t for t in reversed(tokens) if t.pos_ == "VERB" and t.lemma_.lower() in words.speech), None)


def _has_clause(before: list[Token], cue: Token) -> bool:
    """Say whether a clause of its own stands between a cue and the stretch: "said it was bad, …"."""
    later = [t for t in before if t.i > cue.i]
    return any(t.lower_ == "that" and t.dep_ == "mark" for t in later) or any(
        t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBG", "VBN"} and not _in_relative(t, cue) for t in later
    )


def _in_relative(token: Token, cue: Token) -> bool:
    return any(t.dep_ == "acl:relcl" and t.i > cue.i for t in (token, *token.ancestors))


def _carried_on(layout: Layout, number: int, words: Reporting, links: dict[int, Link]) -> Link | None:
    """Return the link of a stretch that is tied to nothing itself but is a whole sentence or paragraph."""
    last = max(links, default=None)
    if last == number - 1 and layout.is_joined(number):
        return Link(None, links[last].speaker)
    if not layout.begins_sentence(number):
        return None
    content = layout.content(number)
    if layout.stretches[number].quoted.reopens and last is not None:
        return Link(None, links[last].speaker)
    if not layout.is_whole(number) or len(content.split()) < 2:
        return None
    speaker = _reported_before(layout, number, words, {link.cue for link in links.values()})
    if speaker is None and last is not None and _is_near(layout, last, number):
        speaker = links[last].speaker
    if speaker is not None:
        return Link(None, speaker)
    return Link(None, None) if len(content.split()) >= MIN_WORDS_ALONE else None


def _reported_before(layout: Layout, number: int, words: Reporting, used: set[Span | None]) -> Span | None:
    """Return whose words the sentence before reports in its paragraph: ``It failed, X said. "We tried."``."""
    cue = _last_cue(layout.sentence_before(number), words)
    if cue is None or cue.lemma_.lower() not in words.say or _span(cue) in used:
        return None
    return _speaker(cue, layout)


def _is_near(layout: Layout, last: int, number: int) -> bool:
    """Say whether a stretch follows the last quote in its paragraph, or is a paragraph after one that quotes.

    An answer is no continuation of the question before it.
    """
    between = layout.paragraphs_between(last, number)
    if between == 0:
        return True
    whole = all(t.is_punct for t in layout.after(number)) and layout.opens_paragraph(number)
    return between == 1 and whole and not layout.content(last).endswith("?")


def _filled_backwards(layout: Layout, links: dict[int, Link]) -> dict[int, Link]:
    """Give a speaker named only in the last paragraph of a quote to the paragraphs before."""
    filled = dict(links)
    for number in sorted(links, reverse=True):
        following = filled.get(number + 1)
        if filled[number].speaker is None and filled[number].cue is None and following is not None:
            same = layout.stretches[number + 1].quoted.reopens or not layout.paragraphs_between(number, number + 1)
            if same:
                filled[number] = Link(None, following.speaker)
    return filled


def _link(cue: Token, layout: Layout) -> Link:
    return Link(_span(cue), _speaker(cue, layout))


def _speaker(cue: Token, layout: Layout) -> Span | None:
    head = speaker_head(cue, _free(layout))
    return speaker_span(head, _free(layout)) if head is not None else None


def _free(layout: Layout) -> Free:
    return lambda token: not layout.is_quoted(token) and not token.is_space


def _span(token: Token) -> Span:
    return (token.idx, token.idx + len(token))
