from procopius.parse.noun_chunks import noun_chunks
from tests.docs_by_hand import make_doc


def chunks(rows: str) -> list[str]:
    doc = make_doc(rows)
    return [doc[start:end].text for start, end, _ in noun_chunks(doc)]


def test_chunks_hold_what_stands_before_the_noun() -> None:
    rows = """
    The DET det 3
    Israeli ADJ amod 3
    defence NOUN compound 3
    minister NOUN nsubj 4
    met VERB root 4
    his PRON nmod:poss 6
    counterpart NOUN obj 4
    in ADP case 8
    Cairo PROPN obl 4
    """
    assert chunks(rows) == ["The Israeli defence minister", "his counterpart", "Cairo"]


def test_chunks_keep_flat_names_whole() -> None:
    rows = """
    President NOUN nmod:desc 1
    Ilham PROPN nsubj 3
    Aliyev PROPN flat 1
    spoke VERB root 3
    """
    assert chunks(rows) == ["President Ilham Aliyev"]
