"""Steps on single characters: invisible ones, broken encodings, spaces."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import ftfy

from procopius.clean.step import Context
from procopius.model import Edit

# Joiners are letters' business in Arabic and Indic scripts.
_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+|(?<![\u0600-\u0dff])[\u200c\u200d]+"
)
_SOFT_HYPHEN = re.compile("\u00ad+")
_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]+")
# What a wrong decoding leaves: two characters beyond ASCII in a row of which the first is no typographic
# mark, control characters of Latin-1; then entities, ligatures, wide forms, marks that combine.
_SUSPECT = re.compile(
    r"[\x80-\u07ff][^\x00-\x7f]|[ÂÃ] |[\x80-\x9f\ufffd]|&#?\w+;|[\ufb00-\ufb06\uff00-\uffef\u0300-\u036f]"
)
_LINE = re.compile(r"[^\n]+")
_PIECE = re.compile(r"\S+|\s+")
_FTFY = ftfy.TextFixerConfig(
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    remove_terminal_escapes=False,
    explain=False,
)

_BLANK_LINES = re.compile(r"[ \n]*\n[ \n]*")
_SPACES = re.compile(r" {2,}(?![.,;!?](?:\s|$))")
_BEFORE_MARK = re.compile(r" +(?=[.,;!?](?:\s|$))")


def invisible(text: str, _context: Context) -> list[Edit]:
    """Take out characters that have no width: joiners, marks of direction, byte-order marks."""
    return [
        Edit("invisible", "zero_width", match.start(), match.end(), "", "characters without width")
        for match in _INVISIBLE.finditer(text)
    ]


def mojibake(text: str, _context: Context) -> list[Edit]:
    """Repair wrongly decoded text, HTML entities and ligatures, by ftfy (Speer 2019)."""
    if not _SUSPECT.search(text):
        return []
    edits: list[Edit] = []
    for match in _LINE.finditer(text):
        line = match[0]
        fixed = ftfy.fix_text(line, _FTFY) if _SUSPECT.search(line) else line
        if fixed != line:
            edits += _differences(line, fixed, match.start())
    return edits


def _differences(before: str, after: str, offset: int) -> list[Edit]:
    """Return the edits that turn ``before`` into ``after``, each no longer than the words that differ."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    starts = [0]
    for piece in old:
        starts.append(starts[-1] + len(piece))
    edits = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            edits.append(_trimmed("".join(old[i:j]), "".join(new[k:m]), offset + starts[i]))
    return edits


def _trimmed(old: str, new: str, start: int) -> Edit:
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    tail = next((i for i in range(shortest - head) if old[-1 - i] != new[-1 - i]), shortest - head)
    replacement = new[head : len(new) - tail]
    reason = "decoded with the wrong encoding"
    return Edit("mojibake", "mojibake", start + head, start + len(old) - tail, replacement, reason)


def spaces(text: str, _context: Context) -> list[Edit]:
    """Make every space and line end a plain one; take out control characters and soft hyphens."""
    rules = (
        (_LINE_END, "line_end", "\n", "line end of another system"),
        (_SPACE, "space", " ", "space of another kind"),
        (_CONTROL, "control", "", "control characters"),
        (_SOFT_HYPHEN, "soft_hyphen", "", "soft hyphen"),
    )
    return [
        Edit("spaces", kind, match.start(), match.end(), replacement, reason)
        for pattern, kind, replacement, reason in rules
        for match in pattern.finditer(text)
    ]


def whitespace(text: str, _context: Context) -> list[Edit]:
    """Leave one space between words, one blank line or line end between lines, none at either end."""
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    edits = [_tidied(match) for pattern in (_BLANK_LINES, _SPACES) for match in pattern.finditer(text, start, end)]
    reason = "a space before a mark"
    marks = _BEFORE_MARK.finditer(text, start, end)
    edits += [Edit("whitespace", "layout", *match.span(), "", reason) for match in marks]
    reason = "white space at the ends"
    edits += [Edit("whitespace", "layout", *span, "", reason) for span in ((0, start), (max(start, end), len(text)))]
    return [edit for edit in edits if edit.start < edit.end]


def _tidied(match: re.Match[str]) -> Edit:
    breaks = match[0].count("\n")
    replacement = "\n\n" if breaks > 1 else "\n" if breaks else " "
    # Edit only the surplus: what stays keeps its own offsets.
    keep = len(replacement) if match[0].startswith(replacement) else 0
    start = match.start() + keep
    return Edit("whitespace", "layout", start, match.end(), replacement[keep:], "surplus white space")
