"""What the web leaves in text: addresses, hashtags, handles, emoji, reference marks, list marks."""

from __future__ import annotations

import re

from procopius.clean.segments import Line, lines_of
from procopius.clean.step import Context
from procopius.model import Edit

_URL = re.compile(r"[(\[<]?\b(?:https?://|www\.|pic\.twitter\.com/|t\.co/)[^\s<>()\[\]—–\"“”]+[)\]>]?")
_TWEET = re.compile(r"(?m)^[ \t]*[—–-]+\s*[^\n]{1,80}\(@\w+\)[^\n]{0,40}$")
_HANDLE = re.compile(r"\s?\(@\w{2,30}\)")
_TAG_RUN = re.compile(r"(?<!\S)(?:#\w+[\s,]*){2,}$", re.M)
_TAG = re.compile(r"(?<![\w&/#])#(?=[A-Za-z]\w*[A-Za-z])")
_REFERENCE = re.compile(r"(?<=[\w.,;:!?\"”’)])\[(?:\d{1,3}|citation needed|note \d{1,2})\]")
_EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff☀☁☎☑☔☕☝☠☢☣☮☹☺♀♂♠♣♥♦♻⚓⚖⚠⚡⚽⛔✂✅✈✉✊✋✌✍✏✔✖✝✡✨❄❌❓❗❤➡⭐⬇⬆]"
    "|[\u2194-\u2bff]\ufe0f|\ufe0f|\u20e3)+"
)
# A dash marks an item only before a capital; two of them are a dash in a sentence.
_BULLET = re.compile(r"(?:[•●▪◦‣∙·■□►▶➤➢*]+\s*(?=\S)|[–—-]\s+(?=[\"“‘]?[A-ZÀ-Þ0-9]))")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s+(?=\S)")

_RULES = (
    (_TWEET, "tweet_credit", "who posted the words above"),
    (_URL, "url", "a web address"),
    (_HANDLE, "handle", "an account name in brackets"),
    (_TAG_RUN, "hashtag", "a run of hashtags"),
    (_TAG, "hashtag_sign", "the sign of a hashtag in a sentence"),
    (_REFERENCE, "reference", "a reference mark"),
    (_EMOJI, "emoji", "pictographs"),
)


def debris(text: str, _context: Context) -> list[Edit]:
    """Take out web addresses, hashtags, handles, emoji, reference marks, and the marks of lists."""
    edits = [
        Edit("debris", kind, match.start(), _kept_stop(match, kind), "", reason)
        for pattern, kind, reason in _RULES
        for match in pattern.finditer(text)
    ]
    return edits + _list_marks(lines_of(text))


def _kept_stop(match: re.Match[str], kind: str) -> int:
    """Return the end of a match without the full stop that closes the sentence, not the address."""
    body = match[0].rstrip(".,;:!?\"'”’") if kind == "url" else match[0]
    return match.start() + len(body)


def _list_marks(lines: list[Line]) -> list[Edit]:
    edits = []
    for line in lines:
        bullet = _BULLET.match(line.text)
        if bullet is not None:
            edits.append(_mark(line, bullet.end()))
    numbered = [(line, match) for line in lines if (match := _NUMBER.match(line.text))]
    # One number may belong to a sentence; two in a row make a list.
    follows = {
        index for index in range(1, len(numbered)) if int(numbered[index][1][1]) == int(numbered[index - 1][1][1]) + 1
    }
    for index in sorted(follows | {index - 1 for index in follows}):
        line, match = numbered[index]
        edits.append(_mark(line, match.end()))
    return edits


def _mark(line: Line, length: int) -> Edit:
    return Edit("debris", "list_mark", line.start, line.start + length, "", "the mark of a list item")
