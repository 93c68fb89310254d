import numpy as np

from procopius.parse.arguments import agreeing_labels

LABELS = ["root", "nsubj", "nsubj:pass", "obj", "aux:pass", "obl"]


def labels(heads: list[int], *rows: dict[str, float]) -> list[str]:
    return agreeing_labels(np.array([[row.get(k, 0.0) for k in LABELS] for row in rows], np.float32), heads, LABELS)


def test_the_weaker_of_two_subjects_takes_its_next_best_label() -> None:
    found = labels([1, -1, 1], {"nsubj": 3.0}, {"root": 1.0}, {"nsubj:pass": 2.0, "obj": 1.0})
    assert found == ["nsubj", "root", "obj"]


def test_a_passive_subject_beside_an_object_needs_its_auxiliary() -> None:
    heads, subject, verb, thing = [1, -1, 1], {"nsubj:pass": 3.0}, {"root": 1.0}, {"obj": 2.0}
    assert labels(heads, subject, verb, thing)[0] == "nsubj"
    assert labels([*heads, 1], subject, verb, thing, {"aux:pass": 1.0})[0] == "nsubj:pass"


def test_subjects_of_two_verbs_do_not_compete() -> None:
    assert labels([1, -1, 3, 1], {"nsubj": 1.0}, {"root": 1.0}, {"nsubj": 1.0}, {"obl": 1.0})[2] == "nsubj"
