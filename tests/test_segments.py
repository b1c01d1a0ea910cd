"""Sentences of a document: layout first, then full stops; every offset exact, however long and odd the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.marks import read_lines
from transforms.words.segments import Sentence, split_sentences

# a text, with `||` where one sentence ends and the next begins
PROSE = """
Chile agreed. || Peru did not.
Gen. Berg spoke. || Gen. Roe listened.
U.S. forces left.
U.S. forces left. || The U.S. Army stayed.
He is from the U.S. || They are from Chile.
It is No. 5 of the list. || No. 6 follows.
Lt. Col. Ann Berg and Adm. J. P. Roe met. || They talked.
Dr. Roe met Mr. Berg, Mrs. Roe and Prof. Ek in St. Louis. || All agreed.
The share rose by 2.5 percent. || It was 1.3 percent.
It came on Jan. 5 and left on Dec. 7, 2024. || Then it returned.
“We agree,” she said. || “We will sign.” || He nodded.
"We agree." || She smiled.
He asked: "Will you sign?" || She did.
Will you sign? || Yes! || Now.
The deal (signed in May) stands. || It holds.
The deal stands. (It was signed in May.) || It holds.
Firms such as Roe Inc. and Berg Ltd. build it. || They agreed.
It costs approx. 5 million. || Art. 5 applies.
It began at 5 p.m. on Monday. || It ended later.
Japan, e.g. Tokyo, i.e. the capital, agreed. || So did Peru.
It waited… || Then it came.
The F-16 vs. the MiG-29 was shown.
Washington, D.C. hosted it.
Version 2.0 of the plan was read. || Version 2.1 followed.
The treaty, cf. Art. 5, binds Lt. Roe.
It was in the U.K. || In France it was not.
The U.N. Security Council met. || It voted.
Ten ships came. || 3,000 soldiers followed.
Ørland is a base. || Ålesund is a port.
Lima, Feb 28 || Chilean ships sailed.
It ended in 2024. || 2025 brought more.
Rep. Roe and Sen. Berg wrote to Gov. Ek. || He replied.
"""


@pytest.mark.parametrize("line", read_lines(PROSE))
def test_a_sentence_ends_where_a_reader_stops(line: str) -> None:
    text = line.replace("|| ", "")
    expected = [part.strip() for part in line.replace("stands. (It", "stands. || (It").split("||")]
    assert cut(text) == expected


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


def kinds(text: str) -> list[str]:
    return [s.kind for s in split_sentences(text)]


HEADINGS = """
Chile and Peru sign a pact
JOINT STATEMENT
Defence and Security
Security cooperation between Chile and Peru
# A new pact
**A new pact**
II. Defence
"""

NO_HEADINGS = """
Chile and Peru signed a pact.
Will they sign?
They agreed to:
“We will sign it.”
"""


@pytest.mark.parametrize("line", read_lines(HEADINGS))
def test_a_line_without_a_full_stop_is_a_heading(line: str) -> None:
    sentences = split_sentences(f"{line}\n\nChile and Peru signed a pact on Monday.")
    assert sentences[0].kind in ("heading", "bullet")
    assert sentences[-1].kind == "sentence"
    assert len(sentences) == 2


@pytest.mark.parametrize("line", read_lines(NO_HEADINGS))
def test_a_finished_sentence_is_no_heading(line: str) -> None:
    assert kinds(line) == ["sentence"]


MARKERS = ["- ", "* ", "• ", "‣ ", "▪ ", "– ", "— ", "1. ", "2) ", "(3) ", "(a) ", "b) ", "iv. ", "  - ", "\t• "]


@pytest.mark.parametrize("marker", MARKERS)
def test_a_bullet_knows_its_lead_and_loses_its_marker(marker: str) -> None:
    text = f"The two sides agreed to:\n{marker}hold an exercise;\n{marker}share intelligence.\n\nThe talks ended."
    assert cut(text) == ["The two sides agreed to:", "hold an exercise;", "share intelligence.", "The talks ended."]
    assert kinds(text) == ["sentence", "bullet", "bullet", "sentence"]
    assert [s.lead for s in split_sentences(text)] == [None, 0, 0, None]


def test_bullets_may_stand_apart_and_hold_several_sentences() -> None:
    text = "They agreed as follows:\n\n- Ships will sail. They will train.\n\n- Officers will be sent.\n\nIt is done."
    sentences = split_sentences(text)
    assert cut(text)[1:4] == ["Ships will sail.", "They will train.", "Officers will be sent."]
    assert [s.lead for s in sentences] == [None, 0, 0, 0, None]


def test_each_list_has_its_own_lead() -> None:
    text = "Chile will:\n- send ships.\nPeru will:\n- send planes.\n"
    assert [s.lead for s in split_sentences(text)] == [None, 0, None, 2]


def test_a_list_within_a_numbered_paragraph_has_that_paragraph_for_its_lead() -> None:
    text = "1. We met.\n\n2. We decided to:\n\n(a) train together;\n\n(b) share data.\n\n3. We thank our hosts."
    sentences = split_sentences(text)
    assert cut(text) == ["We met.", "We decided to:", "train together;", "share data.", "We thank our hosts."]
    assert [s.lead for s in sentences][2:4] == [1, 1]


def test_a_list_that_begins_a_text_has_no_lead() -> None:
    assert [s.lead for s in split_sentences("- Ships will sail.\n- Officers will be sent.")] == [None, None]


def test_a_bullet_within_a_line_is_a_bullet() -> None:
    text = "They agreed to: - Hold an exercise. - Share intelligence."
    assert cut(text)[0] == "They agreed to:"
    assert kinds(text)[1:] == ["bullet", "bullet"]


def test_a_dash_within_a_sentence_is_no_bullet() -> None:
    assert cut("The pact - signed in May - holds.") == ["The pact - signed in May - holds."]
    assert cut("It rose by\n- 5 percent.")[-1] == "5 percent."


def test_numbered_paragraphs_are_apart_and_lose_their_number() -> None:
    text = "1. We met in Lima. We agreed.\n\n2. We will train.\n\n12. We will share intelligence."
    assert cut(text) == ["We met in Lima.", "We agreed.", "We will train.", "We will share intelligence."]


def test_a_number_that_begins_a_sentence_stays() -> None:
    assert cut("2025 was a good year.") == ["2025 was a good year."]
    assert cut("12 ships came. They left.")[0] == "12 ships came."


# a line with markup, and its words
MARKUP = [
    ("**Chile signed it.**", "Chile signed it."),
    ("## Chile signed it.", "Chile signed it."),
    ("<p>Chile signed it.", "Chile signed it."),
    ("> Chile signed it.", "Chile signed it."),
    ("_Chile_ signed it.", "signed it."),
    ("<b>Chile</b> signed it.", "signed it."),
]


@pytest.mark.parametrize(("text", "words"), MARKUP)
def test_markup_is_no_part_of_the_words(text: str, words: str) -> None:
    (sentence,) = split_sentences(text)
    assert words in text[sentence.start : sentence.end]
    assert text[sentence.start].isalpha()


def test_markup_does_not_hide_the_end_of_a_sentence() -> None:
    assert len(cut("**Chile signed it.** Peru did not.")) == 2
    assert len(cut("<p>Chile signed it.</p> <p>Peru did not.</p>")) == 2


def test_a_paragraph_ends_a_sentence_without_a_full_stop() -> None:
    assert cut("Chile and Peru signed\n\nIt was May.") == ["Chile and Peru signed", "It was May."]


def test_paragraphs_are_counted() -> None:
    assert [s.paragraph for s in split_sentences("One. Two.\n\nThree.\n\nFour:\n- five.\n- six.")] == [0, 0, 1, 2, 2, 2]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t", "...", "- ", "#", "**", "1.", "”", "\u200b"])
def test_a_text_without_words_does_no_harm(text: str) -> None:
    check(text, split_sentences(text))


def check(text: str, sentences: list[Sentence]) -> None:
    done = 0
    for number, sentence in enumerate(sentences):
        assert done <= sentence.start < sentence.end <= len(text)
        part = text[sentence.start : sentence.end]
        assert part == part.strip()
        assert "\n" not in part
        assert sentence.kind in ("heading", "bullet", "sentence")
        assert sentence.lead is None or sentence.lead < number
        done = sentence.end
    assert [s.paragraph for s in sentences] == sorted(s.paragraph for s in sentences)


WORDS = "Chile Peru U.S. Gen. No. 5 . ! ? … : ; - • * # ** <p> </p> > ( ) “ ” 1. (a) 2.5 agreed will sign".split()
SCRAPS = st.sampled_from([*WORDS, "\n", "\n\n", "\t", '"', "'"])
quick = settings(max_examples=200, deadline=None, derandomize=True)


@quick
@given(st.text(max_size=400))
def test_any_text_is_split_into_ordered_parts_of_itself(text: str) -> None:
    check(text, split_sentences(text))


@quick
@given(st.lists(SCRAPS, max_size=60))
def test_any_layout_is_split_into_ordered_parts_of_itself(scraps: list[str]) -> None:
    text = " ".join(scraps)
    check(text, split_sentences(text))


@quick
@given(st.lists(SCRAPS, max_size=60))
def test_no_word_is_lost(scraps: list[str]) -> None:
    text = " ".join(scraps)
    kept = " ".join(cut(text))
    for word in ("Chile", "Peru", "agreed", "will", "sign", "Gen."):
        assert kept.count(word) == text.count(word)


@quick
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=200))
def test_a_paragraph_is_split_the_same_wherever_it_stands(paragraph: str) -> None:
    before = "Chile agreed.\n\n"
    shifted = [(s.start - len(before), s.end - len(before)) for s in split_sentences(before + paragraph)[1:]]
    assert shifted == [(s.start, s.end) for s in split_sentences(paragraph)]


def test_a_text_of_two_million_characters_is_split() -> None:
    paragraph = "Gen. Berg of the U.S. Army said: “We will sign.” It cost 2.5 million.\n\n"
    text = paragraph * (2_000_000 // len(paragraph) + 1)
    sentences = split_sentences(text)
    check(text, sentences)
    assert len(sentences) == 2 * text.count("Gen.")


LONG = {
    "one sentence of 50,000 words": "Chile " + "and Peru " * 25_000 + "agreed.",
    "one word": "a" * 500_000,
    "full stops": "." * 200_000,
    "spaces": "x" + " " * 200_000 + "y.",
    "markup": "*_" * 100_000,
    "tags": "<b>" * 100_000,
    "angles": "<" * 200_000,
    "quotes": "”" * 200_000 + " Chile.",
    "abbreviations": "Gen. " * 50_000,
    "initials": "A." * 100_000,
    "dashes": "- " * 100_000,
    "numbers": "1. " * 100_000,
    "one line of bullets": "They agreed. - Chile will sign it. " * 20_000,
    "no full stop": "chile " * 50_000,
}


@pytest.mark.parametrize("name", LONG)
def test_a_monstrous_line_ends_in_sentences_of_bounded_length(name: str) -> None:
    text = LONG[name]
    sentences = split_sentences(text)
    check(text, sentences)
    assert all(s.end - s.start <= 2_000 for s in sentences)
