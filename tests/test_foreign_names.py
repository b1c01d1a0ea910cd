"""Every actor has a name in every language, no word stands for two, and a text that is not read tells whom it names."""

from collections import defaultdict

import pytest

from schemas.foreign_names import LANGUAGES, load_foreign_words
from schemas.registers import load_actors, load_offices
from transforms.surface.surface_lexicon import name_actors

ACTORS = {actor.actor_id for actor in load_actors() if not actor.territory_of}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_organisation_has_a_name(language: str) -> None:
    words = load_foreign_words(language)
    assert {*words.names.values(), *words.organisations.values()} == ACTORS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_for_two_actors(language: str) -> None:
    words = load_foreign_words(language)
    owners: dict[str, set[str]] = defaultdict(set)
    for listed in (words.names, words.organisations, words.adjectives, words.capitals, words.institutions):
        for word, actor_id in listed.items():
            owners[word].add(actor_id)
    assert {word: ids for word, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("language", ["de", "fr"])
def test_words_of_a_language_that_is_read_are_of_known_actors_and_people(language: str) -> None:
    words = load_foreign_words(language)
    assert {*words.adjectives.values(), *words.prefixes.values(), *words.institutions.values()} <= ACTORS
    known = {name for office in load_offices() for name in office.names}
    assert {*words.people.values(), *words.surnames.values()} <= known


# language | text | whom it names
NAMED = [
    ("ja", "日本とインドネシアは、インド太平洋で共同訓練を行う。", "IDN JPN"),
    ("zh", "中国和印度尼西亚在南海举行联合演习，印度洋平静。", "CHN IDN"),
    ("ko", "한국과 미국은 나토와 정보를 공유한다. 이란 말은 하지 않았다.", "KOR NATO USA"),
    ("pl", "Polska i Litwa podpisały umowę z Unią Europejską.", "EU LTU POL"),
    ("sv", "Sverige och Finland övar med Nato.", "FIN NATO SWE"),
    ("es", "España y el Reino Unido, miembros de la OTAN, firman un acuerdo.", "ESP GBR NATO"),
    ("fr", "La France et le Royaume-Uni.", "FRA GBR"),
    ("de", "Deutschlands Partner Polen.", "DEU POL"),
    ("ru", "Россия и Белоруссия.", ""),
]


@pytest.mark.parametrize(("language", "text", "named"), NAMED, ids=lambda cell: cell[:20])
def test_a_text_tells_whom_it_names(language: str, text: str, named: str) -> None:
    assert name_actors(text, language) == named.split()


def test_a_language_without_names_is_refused() -> None:
    with pytest.raises(KeyError):
        load_foreign_words("xx")
