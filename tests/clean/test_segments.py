from procopius.clean.segments import is_title_case, lines_of, sentence_spans, words_of


def test_lines_are_stripped_and_placed() -> None:
    text = "\n  One two \n\n three"
    assert [(line.text, text[line.start : line.end]) for line in lines_of(text)] == [
        ("One two", "One two"),
        ("three", "three"),
    ]


def test_abbreviations_end_no_sentence() -> None:
    text = "Gen. Holt left. The U.S. Army and J. Lind stayed! “Why?” he asked."
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "Gen. Holt left.",
        "The U.S. Army and J. Lind stayed!",
        "“Why?” he asked.",
    ]


def test_sentences_of_a_stretch_have_offsets_of_the_whole() -> None:
    text = "One. Two. Three."
    assert sentence_spans(text, 5, 16) == [(5, 9), (10, 16)]


def test_words_keep_inner_marks() -> None:
    assert [word.text for word in words_of("The U.S.-led week's 2,000", 0, 25)] == [
        "The",
        "U.S.-led",
        "week's",
        "2",
        "000",
    ]


def test_title_case() -> None:
    headline = "Leader Says Talks Are Over"
    assert is_title_case(headline, 0, len(headline))
    sentence = "The leader of Velm said talks were over"
    assert not is_title_case(sentence, 0, len(sentence))
