"""Documents: texts as published become rows with a day, a language and an id, or rejections; repeats are found."""

import random
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.documents import DOCUMENTS
from schemas.frames import to_arrow
from schemas.operations import REJECTIONS
from schemas.raw import RawRecord
from transforms.documents.documents import find_duplicates, make_documents, normalise_text
from transforms.documents.languages import find_language
from transforms.documents.publication_dates import Refusal, read_publication_date

RETRIEVED = datetime(2025, 6, 1, 2, tzinfo=UTC)
FETCH = {"fetch_id": "f-1", "url": "wire/feed.xml", "sha256": "0" * 64, "retrieved_at": RETRIEVED}
SOURCE = {"source_id": "wire", "title": "The Wire", "document_type": "article", "language": "en"}
TEXT = "Norway and Denmark agreed to hold a joint military exercise in the Arctic, the ministry said."


def make(**changes: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    values = {"location": "wire/feed.xml#entry-1", "title": "A title", "text": TEXT, "published": "2025-02-05"}
    return make_documents([RawRecord(**values | changes)], FETCH, SOURCE, "b-1")


def test_a_text_becomes_a_row_that_fits_its_table() -> None:
    ((row,), rejected) = make(title=" A\n title ", url="https://wire.example.org/1")
    assert to_arrow(DOCUMENTS, [row]).to_pylist() == [row]
    assert (row["title"], row["published_on"], row["language"]) == ("A title", date(2025, 2, 5), "en")
    assert (row["publisher"], row["url"]) == ("The Wire", "https://wire.example.org/1")
    assert rejected == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"published": None}, "no_publication_date"),
        ({"published": "  "}, "no_publication_date"),
        ({"published": "yesterday"}, "unreadable_publication_date"),
        ({"published": "March 2025"}, "unreadable_publication_date"),
        ({"published": "03/04/2025"}, "ambiguous_publication_date"),
        ({"published": "30 February 2025"}, "impossible_publication_date"),
        ({"published": "2025-02-30T10:00:00Z"}, "impossible_publication_date"),
        ({"published": "Thu, 01 Jan 1970 00:00:00 GMT"}, "impossible_publication_date"),
        ({"published": "1066-10-14"}, "impossible_publication_date"),
        ({"published": "0000-00-00"}, "impossible_publication_date"),
        ({"published": "2025-06-04"}, "publication_date_after_retrieval"),
        ({"text": " \u200b\n"}, "no_text"),
        ({"text": "Read more"}, "text_too_short"),
        ({"text": "1 234 567 " * 20}, "text_too_short"),
        ({"text": "Norv\ufffdge et Danem\ufffdrk ont d\ufffdcid\ufffd ensemble"}, "undecoded_text"),
    ],
)
def test_what_is_no_document_is_rejected_with_its_rule_and_a_remedy(changes: dict[str, Any], rule: str) -> None:
    rows, (rejection,) = make(**changes)
    assert rows == []
    assert rejection["rule"] == rule
    assert rejection["reason"] and rejection["remedy"]
    assert (rejection["location"], rejection["source_id"]) == ("wire/feed.xml#entry-1", "wire")
    assert to_arrow(REJECTIONS, [rejection]).num_rows == 1


# as written | day
WRITTEN = """
Wed, 05 Feb 2025 09:00:00 +0000 | 2025-02-05
Wed, 5 Feb 2025 23:30:00 -0800 | 2025-02-05
5 Feb 2025 09:00 EST | 2025-02-05
2025-02-05 | 2025-02-05
2025-02-05T23:30:00-08:00 | 2025-02-05
2025-02-05T00:30:00+09:00 | 2025-02-05
2025-02-05 09:00:00.123Z | 2025-02-05
20250205T090000Z | 2025-02-05
2025/2/5 | 2025-02-05
12 July 2024 | 2024-07-12
12th of July, 2024 | 2024-07-12
Friday, 12 July 2024, 10:00 | 2024-07-12
July 12, 2024 | 2024-07-12
Jul. 12, 2024 10:00 a.m. ET | 2024-07-12
Friday, July 12th, 2024 | 2024-07-12
12-Jul-2024 | 2024-07-12
Fri Jul 12 10:00:00 UTC 2024 | 2024-07-12
12.07.2024 | 2024-07-12
25/12/2024 | 2024-12-25
12/25/2024 | 2024-12-25
05/05/2024 | 2024-05-05
2024年7月12日 | 2024-07-12
2025-06-03 | 2025-06-03
"""


@pytest.mark.parametrize("line", WRITTEN.strip().splitlines())
def test_a_date_is_the_day_where_it_was_written(line: str) -> None:
    written, day = line.split(" | ")
    assert read_publication_date(written, RETRIEVED) == date.fromisoformat(day)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_refusal(written: str) -> None:
    assert isinstance(read_publication_date(written, RETRIEVED), date | Refusal)


@given(
    st.dates(date(1971, 1, 1), date(2025, 6, 1)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y 10:00:00 +0000"]),
)
def test_every_day_is_read_as_it_was_written(day: date, form: str) -> None:
    assert read_publication_date(day.strftime(form), RETRIEVED) == day


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("a\n\n\n\n b  \n", "a\n\n b"),
        ("a\n \u200b \n\t\nb", "a\n\nb"),
        ("co\u00adope\u200bration \u202edesrever\u202c", "cooperation desrever"),
        ("e\u0301lan, e\u200b\u0301lan", "élan, élan"),
        ("a\x00b\x1fc\x7f", "abc"),
        ("one\u2029two\u2028three", "one\n\ntwo\nthree"),
        ("broken \ud83d", "broken \ufffd"),
        ("“U.S.–Japan” ties — the allies’ 2 %…", "“U.S.–Japan” ties — the allies’ 2 %…"),
        ("two  spaces stay", "two  spaces stay"),
    ],
)
def test_a_text_is_made_plain(text: str, normal: str) -> None:
    assert normalise_text(text) == normal


@given(st.text(st.one_of(st.characters(), st.sampled_from(" \n\r\t\u200b\u0301\u2029\u00a0\ufeffe"))))
def test_a_normal_text_is_not_changed(text: str) -> None:
    normal = normalise_text(text)
    assert normalise_text(normal) == normal
    assert normal.encode() is not None


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        (TEXT, None, "en"),
        (TEXT, "de", "en"),
        ("Die Bundesregierung hat beschlossen, der Ukraine weitere Panzer und viel Munition zu liefern.", None, "de"),
        ("Die Bundesregierung hat beschlossen, der Ukraine weitere Panzer und viel Munition zu liefern.", "en", "de"),
        ("日本とフィリピンの両政府は、部隊間協力円滑化協定に署名した。" * 3, "en-GB", "ja"),
        ("Norge og Danmark har i dag blitt enige om en stor felles militærøvelse i Arktis neste år.", "nb", "nb"),
        ("NATO, PESCO, AUKUS.", "fr-FR", "fr"),
        ("NATO, PESCO, AUKUS.", None, "en"),
    ],
)
def test_a_language_is_what_is_stated_unless_the_text_contradicts_it(
    text: str, stated: str | None, language: str
) -> None:
    assert find_language(text, stated, "en") == language


def test_a_text_in_another_language_is_kept() -> None:
    text = "Der Bundestag hat heute beschlossen, die Ausgaben für die Verteidigung deutlich zu erhöhen."
    ((row,), _) = make(text=text)
    assert row["language"] == "de"


def test_the_same_text_at_another_address_of_its_publisher_is_the_same_document() -> None:
    first, second = make(url="https://a.example.org"), make(url="https://b.example.org")
    assert first[0][0]["document_id"] == second[0][0]["document_id"]


@pytest.mark.parametrize("changes", [{"title": "Another"}, {"published": "2025-02-06"}, {"text": TEXT + " So be it."}])
def test_another_title_day_or_text_is_another_document(changes: dict[str, Any]) -> None:
    assert make()[0][0]["document_id"] != make(**changes)[0][0]["document_id"]


def test_a_very_long_text_is_read_in_one_go() -> None:
    ((row,), _) = make(text=(TEXT + " " * 1000 + "\n" * 1000) * 500)
    assert len(row["text"]) < 500 * (len(TEXT) + 1003)


# Near-duplicates

REPORT = """Japan and the Philippines signed a reciprocal access agreement on Monday that will let their armed forces
train on each other's soil, a step that both governments called historic. The foreign ministers exchanged the signed
texts at the presidential palace. The agreement needs the consent of both parliaments before it takes effect. Troops
would be able to bring weapons and vehicles for exercises and for the relief of disasters, officials said."""


def document(document_id: str, day: str, text: str, language: str = "en") -> dict[str, Any]:
    return {"document_id": document_id, "published_on": date.fromisoformat(day), "text": text, "language": language}


def test_a_reprint_repeats_the_earliest() -> None:
    rows = [
        document("d-c", "2024-07-09", f"{REPORT} Our reporters contributed to this story."),
        document("d-b", "2024-07-08", REPORT),
        document("d-a", "2024-07-09", REPORT.upper()),
    ]
    assert find_duplicates(rows) == {"d-a": "d-b", "d-c": "d-b"}


def test_of_one_day_the_smallest_id_is_the_original() -> None:
    rows = [document(name, "2024-07-08", REPORT) for name in ("d-b", "d-a")]
    assert find_duplicates(rows) == {"d-b": "d-a"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Monday", "Monday for 2025"),
        ("the Philippines", "Australia"),
        ("Japan", "New Zealand"),
    ],
)
def test_the_same_words_about_another_year_or_partner_are_another_document(old: str, new: str) -> None:
    yearly = REPORT if "2025" not in new else REPORT.replace("Monday", "Monday for 2024")
    rows = [document("d-a", "2024-07-08", yearly), document("d-b", "2025-07-08", REPORT.replace(old, new))]
    assert find_duplicates(rows) == {}


def test_another_language_is_no_repeat() -> None:
    rows = [document("d-a", "2024-07-08", REPORT), document("d-b", "2024-07-08", REPORT, "de")]
    assert find_duplicates(rows) == {}


def test_short_texts_repeat_only_word_for_word() -> None:
    short = "Latvia will host an exercise in the autumn, its ministry of defence said on Tuesday."
    rows = [
        document("d-a", "2025-01-01", short),
        document("d-b", "2025-01-02", short.replace("autumn", "spring")),
        document("d-c", "2025-01-03", short.replace(", its", " - its")),
    ]
    assert find_duplicates(rows) == {"d-c": "d-a"}


def test_texts_that_do_not_space_their_words_are_compared_too() -> None:
    text = "日本とフィリピンの両政府は、自衛隊とフィリピン軍の相互訪問を容易にする協定に署名した。議会の承認が要る。"
    rows = [document("d-a", "2024-07-08", text, "ja"), document("d-b", "2024-07-09", text + "以上。", "ja")]
    assert find_duplicates(rows) == {"d-b": "d-a"}


def make_crowd() -> list[dict[str, Any]]:
    """Texts that drift a few words at a time, so that the last is far from the first."""
    words, rows = REPORT.split(), []
    for number in range(12):
        drifted = [f"word{'abcdefghijkl'[i]}" for i in range(number)] + words[number:]
        rows.append(document(f"d-{number:02}", f"2024-07-{1 + number // 3:02}", " ".join(drifted)))
    return rows


def test_an_original_repeats_nothing() -> None:
    found = find_duplicates(make_crowd())
    assert found
    assert not set(found) & set(found.values())
    assert "d-11" not in {name for name, original in found.items() if original == "d-00"}


@given(st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(chance: random.Random) -> None:
    rows = make_crowd()
    expected = find_duplicates(rows)
    chance.shuffle(rows)
    assert find_duplicates(rows) == expected


def test_later_documents_change_nothing_about_earlier_ones() -> None:
    rows = make_crowd()
    assert find_duplicates(rows[:6]).items() <= find_duplicates(rows).items()
