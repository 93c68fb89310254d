"""Did it happen, and who says so: the status of an act and its attribution, by syntax.

From the predicate the path up the tree is walked. Its own negation and modal verbs speak first; then each word
that governs it does to it what ``data/lexicons/embedding.yaml`` says ("failed to", "denied", "said that",
"threatened to"), as classed by Karttunen (1971); conditional and purpose clauses do the same by their marks.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from spacy.tokens import Token

from procopius.coding.frames import Frame, case_of, subjects
from procopius.coding.lexicons import Lexicons
from procopius.model import Status

Told = Literal["as fact", "as promised", "as expected", "as refused", "as failed", "otherwise"]
"""``as promised``: "will", "would"; ``as refused``: "will not"; ``as expected``: "plans to", "is due to"."""
_STRENGTH: dict[str, int] = {"actual": 0, "planned": 1, "hypothetical": 2, "negated": 3}
_CLAUSAL = {"xcomp", "ccomp", "advcl", "acl", "csubj", "parataxis", "csubj:pass"}
_NOMINAL_CHAIN = {"obj", "obl", "nmod", "nsubj", "nsubj:pass", "obl:agent", "appos", "iobj"}
_DONE_BY = {"use", "vote", "choose", "decide"}
"""Verbs whose infinitive of purpose was done if they were ("used the meeting to accuse")."""
_DEFINITE = {"the", "this", "that", "these", "those"}


class Reading(msgspec.Struct, frozen=True):
    """How the text puts an act. ``status`` None: it is the content of another act and no event of its own."""

    status: Status | None
    speaker: Token | None
    cue: Token | None
    reasons: tuple[str, ...]
    alleged: bool = False
    """It stands inside an accusation (ruling 14: only a concrete act counts)."""
    told: Told = "as fact"
    """What the status rests on; the same status folds into different types ("will free", "is due to be freed")."""
    conditional: bool = False
    """It is made to depend on something ("unless", "if")."""


class _Walk:
    """What has been read on the way up."""

    def __init__(self) -> None:
        self.status: Status = "actual"
        self.told: Told = "as fact"
        self.conditional = False
        self.absorbed = False
        self.alleged = False
        self.speaker: Token | None = None
        self.cue: Token | None = None
        self.reasons: list[str] = []

    def see(self, status: Status, word: Token, told: Told = "otherwise") -> None:
        """Take a stronger reading over a weaker one."""
        if _STRENGTH[status] > _STRENGTH[self.status]:
            self.status = status
            self.told = told
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
        _carried(frame.token, frame.light, walk, lexicons)
    if token.pos_ in {"NOUN", "PROPN"}:
        _own_noun(token, walk, lexicons)
        token = _climb_noun(token, walk, lexicons)
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ == "root":
        _own_verb(token, walk, lexicons)
        _climb(token, walk, lexicons)
    _according_to(frame.token, walk)
    if frame.token.sent.text.rstrip().endswith("?"):
        walk.see("hypothetical", frame.token.sent[-1])
    return Reading(
        None if walk.absorbed else walk.status,
        walk.speaker,
        walk.cue,
        tuple(walk.reasons),
        walk.alleged,
        walk.told,
        walk.conditional,
    )


def is_negated(token: Token, lexicons: Lexicons) -> Token | None:
    """Return the word that negates a verb: an adverb, or the determiner of its subject or object."""
    words = lexicons.status
    for child in token.children:
        if child.dep_ in {"advmod", "cc:preconj", "cc"} and child.lower_ in words.negators:
            return child
        if child.dep_ == "aux" and child.lower_ in words.negators:
            return child
        if child.dep_ in {"nsubj", "nsubj:pass"}:
            if (first := child.doc[child.left_edge.i]).lower_ in words.negators:
                return first
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
        elif child.dep_ == "case" and _is_without(child, lexicons):
            walk.see("negated", child)


def _carried(noun: Token, light: Token, walk: _Walk, lexicons: Lexicons) -> None:
    """Apply what the verb that carries a noun of action does to it: talks offered, planned or rejected are not held."""
    effect = lexicons.embedding.get(light.lemma_, "")
    called_off = any(c.dep_ == "compound:prt" and c.lower_ == "off" for c in light.children)
    if effect in {"absorb", "plan", "perhaps", "fail"} and noun.head == light and not _is_definite(noun):
        _apply(effect, light, walk, lexicons)
    elif called_off:
        walk.absorb(light)


def _own_verb(verb: Token, walk: _Walk, lexicons: Lexicons) -> None:
    negation = is_negated(verb, lexicons)
    if negation is not None:
        walk.see("negated", negation, "as refused" if _is_future(verb, lexicons) else "otherwise")
    walk.conditional = _has_condition(verb, lexicons)
    _modals(verb, walk, lexicons)
    mark = next((c for c in verb.children if c.dep_ in {"mark", "case"} and _is_without(c, lexicons)), None)
    if mark is not None:
        walk.see("negated", mark)


def _is_without(word: Token, lexicons: Lexicons) -> bool:
    """Say whether a preposition or conjunction tells what was not done: "without", "short of", "instead of"."""
    words = lexicons.status.without
    after = word.i > 0 and word.lower_ in {"of", "from", "than"}
    return word.lower_ in words or (after and word.nbor(-1).lower_ in words)


def _modals(verb: Token, walk: _Walk, lexicons: Lexicons) -> None:
    words = lexicons.status
    to = any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)
    for child in verb.children:
        if child.dep_ != "aux" and not (child.dep_ == "cop" and to):
            continue
        form = child.lower_
        if form in words.future:
            walk.see("planned", child, "as promised")
        elif child.lemma_ == "be" and to:
            walk.see("planned", child, "as expected")
        elif form in words.possible:
            walk.see("hypothetical", child)
        elif form in words.conditional and _reported(verb, lexicons):
            walk.see("planned", child, "as promised")
        elif form in words.conditional:
            walk.see("hypothetical", child, "as promised")
        elif form in words.required:
            walk.absorb(child)
    if verb.dep_ == "xcomp" and verb.head.lemma_ in {"have", "need"} and to:
        yet = next((c for c in verb.head.children if c.lower_ == "yet"), None)
        if yet is not None:
            walk.see("negated", yet)
        else:
            walk.absorb(verb.head)


def _is_future(verb: Token, lexicons: Lexicons) -> bool:
    words = lexicons.status
    return any(c.dep_ == "aux" and c.lower_ in words.future | words.conditional for c in verb.children)


def _has_condition(verb: Token, lexicons: Lexicons) -> bool:
    """Say whether a clause of condition ("unless it disarms") hangs on a verb."""
    marks = lexicons.status.if_marks
    return any(
        c.dep_ == "advcl" and any(g.dep_ in {"mark", "advmod"} and g.lower_ in marks for g in c.children)
        for c in verb.children
    )


def _reported(verb: Token, lexicons: Lexicons) -> bool:
    """Say whether a clause is what somebody says: under a verb of speech, or beside one ("..., police said")."""
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    if verb.dep_ == "ccomp" and lexicons.embedding.get(verb.head.lemma_) == "report":
        return True
    return any(c.dep_ == "parataxis" and lexicons.embedding.get(c.lemma_) == "report" for c in verb.children)


def _climb(token: Token, walk: _Walk, lexicons: Lexicons) -> None:
    """Walk from a verb to the root of its sentence."""
    while token.dep_ != "root" and token.head != token:
        head = _governor(token)
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


def _governor(token: Token) -> Token:
    """Return the head; of "denied that it shot him, saying ..." the first verb, where the parser takes the second."""
    head = token.head
    cut_off = token.dep_ == "ccomp" and head.dep_ == "advcl" and head.tag_ == "VBG" and token.i < head.i
    return head.head if cut_off and head.head.i < token.i else head


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
    infinitive = any(c.dep_ == "mark" and c.lower_ == "to" for c in token.children)
    governed = effect in {"absorb", "plan", "perhaps"} or head.lemma_ in _DONE_BY
    if token.dep_ == "advcl" and not (infinitive and governed):
        if infinitive:
            walk.see("hypothetical", token)
        if effect == "allege" and not infinitive:
            walk.alleged = True
            walk.heard(_subject(head, lexicons), head)
        return True
    if token.dep_ == "acl" and not infinitive and not (effect and _has_that(token)):
        return False
    if token.dep_ == "acl" and not effect:
        headline = head.dep_ == "root" and head.i < token.i and not any(c.dep_ == "nsubj" for c in head.children)
        walk.see("planned" if headline else "hypothetical", head, "as expected" if headline else "otherwise")
        return True
    if infinitive and token.dep_ == "xcomp" and head.lemma_ in {"go", "tell"}:
        effect = _of_go_and_tell(head)
    if token.dep_ == "parataxis":
        return True
    if not effect and head.pos_ in {"ADJ", "NOUN"} and token.tag_ == "VB" and token.dep_ in {"xcomp", "csubj", "ccomp"}:
        walk.see("hypothetical", head)
        return True
    return _apply(effect, head, walk, lexicons)


def _has_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _of_go_and_tell(head: Token) -> str:
    """Say what "go" and "tell" do to an infinitive: "is going to march" is a plan, "told him to go" a demand."""
    if head.lemma_ == "tell":
        return "absorb"
    return "plan" if head.tag_ == "VBG" else "keep"


def _apply(effect: str, head: Token, walk: _Walk, lexicons: Lexicons) -> bool:
    negation = _denied(head, lexicons)
    if effect in {"report", "allege"}:
        walk.heard(_subject(head, lexicons), head)
        walk.alleged = walk.alleged or effect == "allege"
        if negation is not None and effect == "report":
            walk.see("hypothetical", negation)
    elif effect == "absorb":
        walk.absorb(head)
    elif effect in {"deny", "perhaps"}:
        walk.see("negated" if effect == "deny" else "hypothetical", head)
    elif effect == "fail" and negation is None:
        walk.see("negated", head, "as failed" if head.lemma_ in {"fail", "failure"} else "otherwise")
    elif effect == "plan" and negation is not None:
        walk.see("negated", negation, "as refused")
    elif effect == "plan":
        walk.see("planned", head, "as expected")
    elif effect not in {"judge", "fail"}:
        if negation is not None:
            walk.see("negated", negation)
        _modals(head, walk, lexicons)
    return True


def _denied(head: Token, lexicons: Lexicons) -> Token | None:
    """Return the word that negates a governing word: of a noun its own "no", or that of the verb it is object of."""
    if head.pos_ in {"VERB", "AUX", "ADJ"}:
        return is_negated(head, lexicons)
    words = lexicons.status.negative_determiners
    own = next((c for c in head.children if c.dep_ == "det" and c.lower_ in words), None)
    return own or (is_negated(head.head, lexicons) if head.dep_ == "obj" else None)


def _climb_noun(noun: Token, walk: _Walk, lexicons: Lexicons) -> Token:
    """Walk from a noun of action to the verb it is an argument of, and say what that verb does to it."""
    token = noun
    while token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "root" and token.head != token:
        head = token.head
        effect = lexicons.embedding.get(head.lemma_, "")
        if effect in {"absorb", "deny", "fail", "plan", "perhaps"} and _is_affected(token):
            _apply(effect, head, walk, lexicons)
        elif head.lemma_ in lexicons.status.undoing and token.dep_ in {"obj", "nsubj:pass"}:
            walk.absorb(head)
        if (
            head.pos_ in {"VERB", "AUX"}
            and token.dep_ in {"obj", "nsubj", "nsubj:pass", "obl"}
            and not _is_definite(noun)
            and effect != "report"
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
