"""Who stands where around a predicate: its slots, read off the dependency tree.

Universal Dependencies in; out come slots that do not depend on voice or construction: ``subj`` is who acts whether
the verb is active, passive, in a relative clause or an infinitive; ``obj`` is whom it befalls; every other slot is
a preposition (``with``, ``against``), a complement (``xcomp``, ``ccomp``), or, of a noun, ``poss`` and ``mod``.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from spacy.tokens import Token

from procopius.coding.lexicons import Lexicons

Slots = dict[str, tuple[Token, ...]]

_SUBJECT = {"nsubj", "csubj", "nsubj:outer"}
_PASSIVE_SUBJECT = {"nsubj:pass", "csubj:pass"}
_ATTENDED = {"for", "after", "during", "following", "at"}
"""Prepositions through which a noun of action is the business of the subject: "is in Paris for talks"."""
_ADNOMINAL = {"acl", "acl:relcl"}


class Frame(msgspec.Struct, frozen=True):
    """A predicate with its slots. ``light`` is the verb that carries a noun predicate, if one does."""

    token: Token
    slots: Slots
    passive: bool
    light: Token | None = None


def verb_frame(verb: Token, lexicons: Lexicons) -> Frame:
    """Return the frame of a verb (or of an adjective or participle used as one)."""
    passive = is_passive(verb)
    slots: dict[str, list[Token]] = {}
    _add(slots, "subj", subjects(verb, lexicons))
    _add(slots, "obj", objects(verb, lexicons))
    for child in verb.children:
        label = child.dep_.split(":")[0]
        if preposition := _noun_complement(child):
            _add(slots, preposition, coordinated(child))
        elif label in {"xcomp", "ccomp", "advcl", "iobj"}:
            _add(slots, label, coordinated(child))
        elif label in {"obl", "nmod"} and child.dep_ != "obl:agent":
            _add(slots, case_of(child), [t for c in coordinated(child) for t in [_antecedent(c, verb)]])
        elif child.dep_ == "compound:prt" or (child.dep_ == "advmod" and child.lower_ in lexicons.classes["particle"]):
            _add(slots, "prt", [child])
        elif child.dep_ == "aux":
            _add(slots, "aux", [child])
    for stray in _strays(verb):
        _add(slots, case_of(stray), coordinated(stray))
    given = [c for c in verb.children if c.dep_ == "obj"]
    if passive and given:
        _add(slots, "iobj", slots.get("obj", []))  # "he was granted asylum": he is given, asylum is what
        _add(slots, "obj", [t for g in given for t in coordinated(g)])
    elif len(given) > 1 and "iobj" not in slots:
        _add(slots, "iobj", coordinated(given[0]))  # "lent Iraq money"
    for thing in [t for t in slots.get("obj", []) if t.head == verb]:
        _inherit(slots, noun_slots(thing), {"poss", "mod", "of", "by"})
    return Frame(verb, {k: tuple(v) for k, v in slots.items()}, passive)


def _noun_complement(child: Token) -> str:
    """Return the preposition of a noun that the parser took for a clause ("called for a halt"), else nothing."""
    if child.dep_ not in {"xcomp", "ccomp", "advcl"} or child.pos_ not in {"NOUN", "PROPN"}:
        return ""
    if any(c.dep_ in {"cop", "nsubj"} for c in child.children):
        return ""
    return case_of(child) or next((c.lower_ for c in child.children if c.dep_ == "mark" and c.i < child.i), "")


def noun_frame(noun: Token, lexicons: Lexicons) -> Frame:
    """Return the frame of a noun of action, through the light verb that carries it where there is one."""
    slots = noun_slots(noun)
    _add(slots, "case", [c for c in noun.children if c.dep_ == "case"])
    if "case" in slots and any(c.dep_ == "cop" for c in noun.children):
        _add(slots, "subj", [t for c in noun.children if c.dep_ == "nsubj" for t in coordinated(_antecedent(c, noun))])
    light = carrier(noun, lexicons)
    if light is not None:
        _add(slots, "light", [light])
        outer = verb_frame(light, lexicons)
        _inherit(slots, outer.slots, {"obj"})
        if outer.passive and "subj" not in outer.slots:
            slots.pop("subj", None)
    elif noun.dep_ in {"obl", "nmod"} and case_of(noun) in _ATTENDED:
        _add(slots, "clause", subjects(noun.head, lexicons))
    return Frame(noun, {k: tuple(v) for k, v in slots.items()}, light is not None and is_passive(light), light)


def noun_slots(noun: Token) -> dict[str, list[Token]]:
    """Return the slots inside a noun phrase: possessor, modifiers, prepositions."""
    slots: dict[str, list[Token]] = {}
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            _add(slots, "poss", coordinated(child))
        elif child.dep_ in {"compound", "amod", "nmod:desc", "nmod:unmarked"}:
            _add(slots, "mod", coordinated(child))
        elif child.dep_.startswith(("nmod", "obl")):
            _add(slots, case_of(child), coordinated(child))
        elif child.dep_ == "acl" and child.tag_ == "VB":
            _add(slots, "xcomp", [child])
        elif child.dep_ == "acl" and any(g.dep_ == "mark" for g in child.children):
            _add(slots, "that", [g for g in child.children if g.dep_ in _SUBJECT])
        elif child.dep_ == "acl":
            _inherit(slots, {case_of(g): coordinated(g) for g in child.children if g.dep_.startswith("obl")}, set())
    return slots


def carrier(noun: Token, lexicons: Lexicons) -> Token | None:
    """Return the light verb whose object (or passive subject) a noun of action is."""
    top = noun.head if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" else noun
    verb = top.head
    prepositions = lexicons.light_verbs.get(verb.lemma_) if verb.pos_ in {"VERB", "AUX"} else None
    if prepositions is not None and (
        top.dep_ in {"obj", "nsubj:pass"} or (top.dep_ == "obl" and case_of(top) in prepositions)
    ):
        return verb
    if top.dep_ == "acl:relcl":
        return None
    if any(c.dep_ == "acl:relcl" and c.lemma_ in lexicons.light_verbs for c in noun.children):
        return next(c for c in noun.children if c.dep_ == "acl:relcl" and c.lemma_ in lexicons.light_verbs)
    return None


def is_passive(verb: Token) -> bool:
    """Say whether a verb form is passive, reduced forms ("those arrested") included."""
    labels = {c.dep_ for c in verb.children}
    if labels & {"nsubj:pass", "aux:pass", "obl:agent", "csubj:pass"}:
        return True
    if verb.tag_ != "VBN" or labels & {"aux", "nsubj"} or _fronted(verb):
        return False
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        return is_passive(verb.head)
    return verb.dep_ in {"acl", "advcl", "amod", "root", "parataxis"} or (verb.dep_ == "xcomp" and "obj" not in labels)


def subjects(verb: Token, lexicons: Lexicons, depth: int = 0) -> list[Token]:
    """Return who acts: the agent of a passive, the subject of an active, through control and coordination."""
    if is_passive(verb):
        agents = [c for c in verb.children if c.dep_ == "obl:agent" or (c.dep_ == "obl" and case_of(c) == "by")]
        if not agents and len(fronted := _passive_subjects(verb)) > 1:
            return coordinated(fronted[0])
        if not agents and verb.dep_ == "conj" and is_passive(verb.head):
            agents = [c for c in verb.head.children if c.dep_ == "obl:agent"]
        return [t for a in agents for t in coordinated(a)]
    astray = [*_misplaced(verb), *_strays(verb)]
    own = _fronted(verb) or [c for c in verb.children if c.dep_ in _SUBJECT and c not in astray]
    if own:
        return [t for s in own for t in coordinated(_antecedent(s, verb))]
    return understood(verb, lexicons, depth) if depth < 6 else []


def _misplaced(verb: Token) -> list[Token]:
    """Return what the parser took for something else and is an object.

    A subject behind a verb which has one before it, and the subject of the participle in "accused Rwanda of arming".
    """
    subjects = [c for c in verb.children if c.dep_ in _SUBJECT and not case_of(c)]
    behind = [c for c in subjects if c.i > verb.i] if any(c.i < verb.i for c in subjects) else []
    gerunds = [c for c in verb.children if c.dep_ in {"ccomp", "advcl"} and c.tag_ == "VBG"]
    marked = [c for c in gerunds if any(m.dep_ == "mark" and m.i > verb.i for m in c.children)]
    return behind or [s for c in marked for s in c.children if s.dep_ in _SUBJECT and verb.i < s.i < c.i]


def _fronted(verb: Token) -> list[Token]:
    """Return a name before an active verb without a subject, which the parser took for its object or its time."""
    labels = {c.dep_ for c in verb.children}
    if labels & {*_SUBJECT, *_PASSIVE_SUBJECT, "aux:pass", "obl:agent"} or verb.dep_ in {*_ADNOMINAL, "xcomp"}:
        return []
    before = [c for c in verb.children if c.i < verb.i and c.pos_ in {"PROPN", "NOUN"} and not case_of(c)]
    wrong = [c for c in before if c.dep_ in {"obj", "iobj"} or (c.dep_ == "obl" and c.ent_type_ in {"PER", "ORG"})]
    return wrong if any(c.i > verb.i for c in verb.children) else []


def _strays(verb: Token) -> list[Token]:
    """Return phrases behind a verb that the parser hung on its subject or took for one ("a call by the agency")."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in _SUBJECT and child.i > verb.i and case_of(child):
            found.append(child)
        elif child.dep_ in _SUBJECT | _PASSIVE_SUBJECT and child.i < verb.i:
            found.extend(g for g in child.children if g.dep_ == "nmod" and g.i > verb.i and case_of(g))
    return found


def _passive_subjects(verb: Token) -> list[Token]:
    """Return the passive subjects.

    Of two that are not coordinated ("the minister a visit was cancelled", as broken translation leaves them) the
    first is who acts.
    """
    return [c for c in verb.children if c.dep_ == "nsubj:pass"] or [c for c in verb.children if c.dep_ == "csubj:pass"]


def objects(verb: Token, lexicons: Lexicons) -> list[Token]:
    """Return whom the act befalls: the object of an active, the subject of a passive."""
    if is_passive(verb):
        own = _passive_subjects(verb)
        if own:
            return [t for s in own[-1:] for t in coordinated(_antecedent(s, verb))]
        return understood(verb, lexicons, 0)
    fronted = _fronted(verb)
    own = [c for c in verb.children if c.dep_ == "obj" and c not in fronted]
    own = own or [c for c in verb.children if c.dep_ == "iobj" and c not in fronted]
    own = own or _misplaced(verb)
    if own:
        return [t for o in own for t in coordinated(_antecedent(o, verb))]
    if verb.dep_ == "acl:relcl" and _gap_is_object(verb):
        return [verb.head]
    for other in verb.children:
        if (
            other.dep_ == "conj"
            and other.pos_ == "VERB"
            and not any(c.dep_ in {"xcomp", "ccomp", "obl"} for c in verb.children)
        ):
            return [t for c in other.children if c.dep_ == "obj" for t in coordinated(c)]
    return []


def understood(verb: Token, lexicons: Lexicons, depth: int) -> list[Token]:
    """Return the subject a clause borrows: from its coordinate, its governor, or the noun it modifies."""
    head = verb.head
    if verb.dep_ in _ADNOMINAL:
        if verb.tag_ == "VB" or any(
            c.dep_ == "mark" and c.lower_ in {"of", "for", "in", "from"} for c in verb.children
        ):
            return [t for c in head.children if c.dep_ == "nmod:poss" for t in coordinated(c)] or _holder(
                head, lexicons, depth
            )
        return coordinated(head) if head.pos_ != "VERB" else []
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        if is_passive(head) and not is_passive(verb):
            return [t for c in head.children if c.dep_ in _PASSIVE_SUBJECT for t in coordinated(_antecedent(c, head))]
        if is_passive(verb) and not is_passive(head):
            return subjects(head, lexicons, depth + 1)
        return objects(head, lexicons) if is_passive(verb) else subjects(head, lexicons, depth + 1)
    if verb.dep_ in {"xcomp", "advcl", "ccomp", "parataxis"} and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        return _governed(verb, head, lexicons, depth)
    return []


def _governed(verb: Token, head: Token, lexicons: Lexicons, depth: int) -> list[Token]:
    """Control: "urged Iran to stop" has Iran stop, "promised Iran to stop" the promiser; so do raising verbs."""
    if verb.dep_ == "xcomp" and head.lemma_ not in lexicons.subject_control:
        controller = [t for c in head.children if c.dep_ in {"obj", "iobj"} for t in coordinated(c)]
        if controller:
            return controller
    if is_passive(head):
        return [
            t for c in head.children if c.dep_ in _PASSIVE_SUBJECT for t in coordinated(_antecedent(c, head))
        ] or understood(head, lexicons, depth + 1)
    return subjects(head, lexicons, depth + 1)


def _holder(noun: Token, lexicons: Lexicons, depth: int) -> list[Token]:
    """Whose a plan, decision or attempt is: its modifier by name, or the subject of the verb it depends on."""
    for child in noun.children:
        if child.dep_ in {"compound", "amod"} and (child.pos_ == "PROPN" or child.ent_type_):
            return [child]
    if noun.dep_ in {"obj", "obl"} and noun.head.pos_ in {"VERB", "AUX"}:
        return subjects(noun.head, lexicons, depth + 1)
    if noun.dep_ == "root" and not any(c.dep_ in _SUBJECT for c in noun.children):
        return coordinated(noun)  # a headline: "Chad to dissolve party"
    return [t for c in noun.children if c.dep_ in _SUBJECT for t in coordinated(c)]


def _antecedent(token: Token, verb: Token) -> Token:
    """Replace a relative pronoun by the noun its clause modifies."""
    if token.tag_ in {"WDT", "WP", "WP$"} or (token.lower_ == "that" and token.pos_ == "PRON"):
        clause = verb
        while clause.dep_ in {"conj", "xcomp", "ccomp", "aux", "cop"} and clause.dep_ != "acl:relcl":
            clause = clause.head
        if clause.dep_ == "acl:relcl":
            return clause.head
    return token


def _gap_is_object(verb: Token) -> bool:
    subject = [c for c in verb.children if c.dep_ in _SUBJECT]
    return bool(subject) and all(_antecedent(s, verb) == s for s in subject)


def coordinated(token: Token) -> list[Token]:
    """Return a nominal with all that is coordinated with it; of "thousands of people" the people stay inside."""
    return [
        token,
        *(t for c in token.children if c.dep_ == "conj" and c.pos_ not in {"VERB", "AUX"} for t in coordinated(c)),
    ]


def case_of(token: Token) -> str:
    """Return the preposition of a nominal in lower case, several joined by ``_`` ("according_to"); ``""`` for none."""
    cases = [c for c in token.children if c.dep_ == "case" and c.i < token.i]
    parts = [*cases[:1], *(c for case in cases[:1] for c in case.children if c.dep_ == "fixed")]
    if len(cases) > 1 and cases[0].lower_ == "out" and cases[1].lower_ == "of":
        parts.append(cases[1])
    return "_".join(p.lower_ for p in sorted(parts, key=lambda p: p.i))


def clause_of(token: Token) -> Token:
    """Return the verb (or other clause head) that a token stands under."""
    while (
        token.dep_ not in {"root", "ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj"} and token.head != token
    ):
        if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
            break
        token = token.head
    return token


def _add(slots: dict[str, list[Token]], key: str, tokens: Iterable[Token]) -> None:
    found = slots.setdefault(key, [])
    found.extend(t for t in tokens if t not in found)
    if not found:
        del slots[key]


def _inherit(slots: dict[str, list[Token]], more: dict[str, list[Token]] | Slots, but: set[str]) -> None:
    """Add slots that are not there yet."""
    for key, tokens in more.items():
        if key not in but and key not in slots:
            slots[key] = list(tokens)
