"""Did it happen, and who says so: the status of an act and its attribution, by syntax.

From the predicate the path up the tree is walked. Its own negation and modal verbs speak first; then each word
that governs it does to it what ``data/lexicons/embedding.yaml`` says ("failed to", "denied", "said that",
"threatened to"), as classed by Karttunen (1971); conditional and purpose clauses do the same by their marks.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from procopius.coding.frames import Frame, case_of, subjects
from procopius.coding.lexicons import Lexicons
from procopius.model import Status

_STRENGTH: dict[str, int] = {"actual": 0, "planned": 1, "hypothetical": 2, "negated": 3}
_CLAUSAL = {"xcomp", "ccomp", "advcl", "acl", "csubj", "parataxis", "csubj:pass"}
_NOMINAL_CHAIN = {"obj", "obl", "nmod", "nsubj", "nsubj:pass", "obl:agent", "appos", "iobj"}
_DEFINITE = {"the", "this", "that", "these", "those"}


class Reading(msgspec.Struct, frozen=True):
    """How the text puts an act. ``status`` None: it is the content of another act and no event of its own."""

    status: Status | None
    speaker: Token | None
    cue: Token | None
    reasons: tuple[str, ...]
    alleged: bool = False
    """It stands inside an accusation (ruling 14: only a concrete act counts)."""


class _Walk:
    """What has been read on the way up."""

    def __init__(self) -> None:
        self.status: Status = "actual"
        self.absorbed = False
        self.alleged = False
        self.speaker: Token | None = None
        self.cue: Token | None = None
        self.reasons: list[str] = []

    def see(self, status: Status, word: Token) -> None:
        """Take a stronger reading over a weaker one."""
        if _STRENGTH[status] > _STRENGTH[self.status]:
            self.status = status
        self.reasons.append(f"{status}: {word.text}")

    def absorb(self, word: Token) -> None:
        self.absorbed = True
        self.reasons.append(f"content of {word.text}")

    def heard(self, speaker: Token | None, cue: Token) -> None:
        """Let the innermost speaker vouch."""
        if self.cue is None:
            self.speaker, self.cue = speaker, cue


def read_status(frame: Frame, lexicons: Lexicons) -> Reading:
    """Read status and attribution of a predicate."""
    walk = _Walk()
    token = frame.light or frame.token
    if frame.light is not None:
        _own_noun(frame.token, walk, lexicons)
    if token.pos_ in {"NOUN", "PROPN"}:
        _own_noun(token, walk, lexicons)
        token = _climb_noun(token, walk, lexicons)
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ == "root":
        _own_verb(token, walk, lexicons)
        _climb(token, walk, lexicons)
    _according_to(frame.token, walk)
    if frame.token.sent.text.rstrip().endswith("?"):
        walk.see("hypothetical", frame.token.sent[-1])
    return Reading(None if walk.absorbed else walk.status, walk.speaker, walk.cue, tuple(walk.reasons), walk.alleged)


def is_negated(token: Token, lexicons: Lexicons) -> Token | None:
    """Return the word that negates a verb: an adverb, or the determiner of its subject or object."""
    words = lexicons.status
    for child in token.children:
        if child.dep_ in {"advmod", "cc:preconj", "cc"} and child.lower_ in words.negators:
            return child
        if child.dep_ == "aux" and child.lower_ in words.negators:
            return child
        if child.dep_ in {"nsubj", "nsubj:pass"}:
            for word in (child, *child.children):
                if word.lower_ in words.negative_determiners and word.dep_ in {"det", "nsubj", "nsubj:pass"}:
                    return word
    return None


def _own_noun(noun: Token, walk: _Walk, lexicons: Lexicons) -> None:
    words = lexicons.status
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ in words.negative_determiners:
            walk.see("negated", child)
        elif child.dep_ == "amod" and child.lower_ in words.planned_adjectives:
            walk.see("planned", child)
        elif child.dep_ == "amod" and child.lower_ in words.unreal_adjectives:
            walk.see("hypothetical", child)
        elif child.dep_ == "case" and child.lower_ in words.without:
            walk.see("negated", child)


def _own_verb(verb: Token, walk: _Walk, lexicons: Lexicons) -> None:
    negation = is_negated(verb, lexicons)
    if negation is not None:
        walk.see("negated", negation)
    _modals(verb, walk, lexicons)
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in lexicons.status.without), None)
    if mark is not None:
        walk.see("negated", mark)


def _modals(verb: Token, walk: _Walk, lexicons: Lexicons) -> None:
    words = lexicons.status
    to = any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)
    for child in verb.children:
        if child.dep_ != "aux":
            continue
        form = child.lower_
        if form in words.future or (child.lemma_ == "be" and to):
            walk.see("planned", child)
        elif form in words.possible:
            walk.see("hypothetical", child)
        elif form in words.conditional:
            walk.see("planned" if _reported(verb, lexicons) else "hypothetical", child)
        elif form in words.required:
            walk.absorb(child)
    if verb.dep_ == "xcomp" and verb.head.lemma_ in {"have", "need"} and to:
        walk.absorb(verb.head)


def _reported(verb: Token, lexicons: Lexicons) -> bool:
    return verb.dep_ == "ccomp" and lexicons.embedding.get(verb.head.lemma_) == "report"


def _climb(token: Token, walk: _Walk, lexicons: Lexicons) -> None:
    """Walk from a verb to the root of its sentence."""
    while token.dep_ != "root" and token.head != token:
        head = token.head
        if token.dep_ == "conj":
            if not _stands_alone(token):
                _modals(head, walk, lexicons)
        elif token.dep_ in _CLAUSAL:
            if not _step(token, head, walk, lexicons):
                return
        elif token.dep_ in _NOMINAL_CHAIN:
            if _is_affected(token):
                _step(token, head, walk, lexicons)
            return
        elif token.dep_ == "acl:relcl":
            return
        token = head
    _spoken_beside(token, walk, lexicons)


def _stands_alone(verb: Token) -> bool:
    return verb.tag_ not in {"VB", "VBN", "VBG"} or any(c.dep_ in {"nsubj", "nsubj:pass", "aux"} for c in verb.children)


def _step(token: Token, head: Token, walk: _Walk, lexicons: Lexicons) -> bool:
    """Apply what ``head`` does to the clause under it; say whether to go on upwards."""
    mark = next(
        (c for c in token.children if c.dep_ in {"mark", "advmod"} and c.lower_ in lexicons.status.if_marks),
        None,
    )
    if mark is not None:
        walk.see("hypothetical", mark)
    effect = lexicons.embedding.get(head.lemma_, "")
    if token.dep_ in {"advcl", "acl"}:
        infinitive = token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
        if token.dep_ == "advcl" and not (infinitive and effect in {"absorb", "plan", "perhaps"}):
            if infinitive:
                walk.see("hypothetical", token)
            if effect == "allege" and not infinitive:
                walk.alleged = True
                walk.heard(_subject(head, lexicons), head)
            return True
        if token.dep_ == "acl" and not infinitive:
            return False
        if not effect:
            walk.see("hypothetical", head)
            return True
    if token.dep_ == "parataxis":
        return True
    if not effect and head.pos_ in {"ADJ", "NOUN"} and token.tag_ == "VB" and token.dep_ in {"xcomp", "csubj", "ccomp"}:
        walk.see("hypothetical", head)
        return True
    return _apply(effect, head, walk, lexicons)


def _apply(effect: str, head: Token, walk: _Walk, lexicons: Lexicons) -> bool:
    negation = is_negated(head, lexicons) if head.pos_ in {"VERB", "AUX", "ADJ"} else None
    if effect == "report":
        walk.heard(_subject(head, lexicons), head)
        if negation is not None:
            walk.see("hypothetical", negation)
    elif effect == "allege":
        walk.alleged = True
        walk.heard(_subject(head, lexicons), head)
    elif effect == "absorb":
        walk.absorb(head)
    elif effect == "deny":
        walk.see("negated", head)
    elif effect == "fail":
        if negation is None:
            walk.see("negated", head)
    elif effect == "plan":
        walk.see("planned", head)
    elif effect == "perhaps":
        walk.see("hypothetical", head)
    elif effect != "judge":
        if negation is not None:
            walk.see("negated", negation)
        _modals(head, walk, lexicons)
    return True


def _climb_noun(noun: Token, walk: _Walk, lexicons: Lexicons) -> Token:
    """Walk from a noun of action to the verb it is an argument of, and say what that verb does to it."""
    token = noun
    while token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "root" and token.head != token:
        head = token.head
        effect = lexicons.embedding.get(head.lemma_, "")
        if effect in {"absorb", "deny", "fail", "plan", "perhaps"} and _is_affected(token):
            _apply(effect, head, walk, lexicons)
        if (
            head.pos_ in {"VERB", "AUX"}
            and token.dep_ in {"obj", "nsubj", "nsubj:pass", "obl"}
            and not _is_definite(noun)
        ):
            _modals(head, walk, lexicons)
            if token.dep_ in {"obj", "nsubj", "nsubj:pass"} and (negation := is_negated(head, lexicons)) is not None:
                walk.see("negated", negation)
        if token.dep_ == "acl:relcl":
            break
        token = head
    if token != noun and token.pos_ in {"VERB", "AUX", "ADJ"}:
        _climb(token, walk, lexicons)
    return noun


def _is_affected(noun: Token) -> bool:
    """Say whether a governing word speaks of the noun itself ("denied the raid", "called for talks"), not beside it."""
    if noun.dep_ in {"obl", "nmod"}:
        return case_of(noun) in {"for", "of", "to", "on"}
    return noun.dep_ in {"obj", "nsubj:pass", "iobj"}


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in _DEFINITE or c.dep_ == "nmod:poss" for c in noun.children)


def _subject(verb: Token, lexicons: Lexicons) -> Token | None:
    found = subjects(verb, lexicons)
    return found[0] if found else None


def _spoken_beside(root: Token, walk: _Walk, lexicons: Lexicons) -> None:
    """Read a reporting clause beside the main one: "five were killed, police said"."""
    for child in root.children:
        if child.dep_ == "parataxis" and lexicons.embedding.get(child.lemma_) == "report":
            walk.heard(_subject(child, lexicons), child)


def _according_to(token: Token, walk: _Walk) -> None:
    for node in (token, *token.ancestors):
        for child in node.children:
            if child.dep_.startswith(("obl", "nmod")) and case_of(child) == "according_to":
                walk.heard(child, child)
