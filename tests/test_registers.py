"""The registers against the world: states, memberships by date, office holders by date, agreements and exercises."""

from collections import defaultdict
from datetime import date

import pytest
from babel.core import get_global

from schemas.fiscal_years import find_fiscal_rule, load_fiscal_rules
from schemas.quantity_words import load_countables, load_currencies
from schemas.registers import (
    Actor,
    list_names,
    load_actors,
    load_instruments,
    load_memberships,
    load_offices,
    load_places,
    load_shared_names,
    members_on,
)
from schemas.terms import list_terms
from tests.marks import read_rows

ACTORS = {actor.actor_id: actor for actor in load_actors()}
STATES = {actor_id: actor for actor_id, actor in ACTORS.items() if actor.actor_type == "state"}
CONTRACT_ORGANISATIONS = "NATO EU UN ASEAN AUKUS QUAD G7 IP4 OSCE AU CSTO SCO GCC JEF".split()
WORD_LISTS = ("aliases", "demonyms", "capitals", "metonyms", "forces", "ministries", "groups", "anaphors")

# Capitals that seat an organisation, bear their state's name, or are a common word or name: no metonyms.
NO_CAPITAL = set("BEL CHL DJI GRD GUY JAM LUX MCO MDV NLD SGP SMR SYC VAT".split())
# States whose people share a word with those of another state, or are not spoken of by one.
NO_DEMONYM = set("COG DMA CAF STP VAT".split())

# organisation | day | number of members | some who belong | some who do not
MEMBERSHIPS = """
NATO | 2023-04-03 | 30 | DEU TUR MKD | FIN SWE
NATO | 2023-04-04 | 31 | FIN | SWE
NATO | 2024-03-07 | 32 | FIN SWE | UKR
NATO | 2017-06-04 | 28 | ALB HRV | MNE
EU | 2020-01-31 | 28 | GBR | NOR
EU | 2020-02-01 | 27 | FRA HRV | GBR
EU | 2013-06-30 | 27 | BGR ROU | HRV
UN | 2024-01-01 | 193 | CHE SSD | VAT XKX TWN
ASEAN | 2025-10-25 | 10 | VNM KHM | TLS
ASEAN | 2025-10-26 | 11 | TLS | PNG
AUKUS | 2021-09-15 | 3 | AUS GBR USA | NZL
QUAD | 2024-01-01 | 4 | AUS IND JPN USA | KOR
G7 | 2024-01-01 | 7 | CAN JPN | RUS
IP4 | 2022-06-29 | 4 | AUS JPN KOR NZL | IND
OSCE | 2024-01-01 | 57 | USA MNG VAT | JPN
AU | 2017-01-30 | 54 | SSD | MAR
AU | 2017-01-31 | 55 | MAR ESH | ESP
CSTO | 2024-01-01 | 6 | ARM BLR RUS | UZB
SCO | 2024-07-04 | 10 | IRN BLR | TUR
GCC | 2024-01-01 | 6 | SAU ARE | YEM
JEF | 2024-01-01 | 10 | FIN ISL | POL
"""

# region | some states that lie there | number of states and territories
REGIONS = """
northern_america | USA CAN | 5
eastern_asia | JPN KOR CHN TWN | 8
south_eastern_asia | PHL VNM | 11
northern_europe | GBR EST SWE | 16
eastern_europe | POL UKR RUS | 10
southern_europe | ITA SRB XKX | 17
western_asia | TUR ISR ARM | 18
western_africa | NER | 17
melanesia | SLB | 5
australia_and_new_zealand | AUS NZL | 6
"""

# actor | office | day | surname
OFFICES = """
USA | head_of_state | 2016-06-01 | Obama
USA | head_of_state | 2020-06-01 | Trump
USA | head_of_state | 2024-06-01 | Biden
USA | head_of_state | 2025-06-01 | Trump
USA | defence | 2024-06-01 | Austin
USA | defence | 2025-06-01 | Hegseth
USA | foreign | 2024-06-01 | Blinken
JPN | head_of_government | 2018-06-01 | Abe
JPN | head_of_government | 2024-06-01 | Kishida
JPN | head_of_government | 2025-06-01 | Ishiba
JPN | head_of_government | 2025-12-01 | Takaichi
JPN | defence | 2024-06-01 | Kihara
GBR | head_of_government | 2015-06-01 | Cameron
GBR | head_of_government | 2024-06-01 | Sunak
GBR | head_of_government | 2024-12-01 | Starmer
DEU | head_of_government | 2020-06-01 | Merkel
DEU | head_of_government | 2024-06-01 | Scholz
DEU | head_of_government | 2025-06-01 | Merz
FRA | head_of_state | 2024-06-01 | Macron
KOR | head_of_state | 2024-06-01 | Yoon
KOR | head_of_state | 2025-07-01 | Lee
AUS | head_of_government | 2024-06-01 | Albanese
CAN | head_of_government | 2025-06-01 | Carney
IND | head_of_government | 2024-06-01 | Modi
POL | head_of_state | 2025-09-01 | Nawrocki
UKR | head_of_state | 2024-06-01 | Zelenskyy
TWN | head_of_state | 2024-06-01 | Lai
ISR | head_of_government | 2024-06-01 | Netanyahu
TUR | head_of_state | 2024-06-01 | Erdoğan
SAU | head_of_government | 2024-06-01 | bin Salman
ARE | head_of_state | 2024-06-01 | bin Zayed
IDN | head_of_state | 2025-06-01 | Prabowo
PHL | head_of_state | 2024-06-01 | Marcos
NATO | head | 2024-09-30 | Stoltenberg
NATO | head | 2024-10-02 | Rutte
EU | head | 2024-06-01 | von der Leyen
EU | foreign | 2024-06-01 | Borrell
EU | foreign | 2025-06-01 | Kallas
UN | head | 2024-06-01 | Guterres
"""

G20_AND_ALLIES = (
    "ARG AUS BRA CAN CHN DEU FRA GBR IDN IND ITA JPN KOR MEX RUS SAU TUR USA ZAF "
    "ALB BEL BGR CZE DNK ESP EST FIN GRC HRV HUN ISL LTU LUX LVA MKD MNE NLD NOR POL PRT ROU SVK SVN SWE "
    "NZL UKR TWN ISR ARE QAT KWT OMN MYS PHL SGP THA VNM KHM"
).split()


def list_words(actor: Actor) -> list[str]:
    return [*list_names(actor), *(word for name in WORD_LISTS[1:] for word in getattr(actor, name))]


def test_every_state_of_the_standard_is_there_and_kosovo() -> None:
    known = {code for code, (_, *_rest) in get_global("territory_aliases").items() if len(code) == 3}
    assert set(STATES) - known == {"XKX"}
    assert len(STATES) == 249 + 1


@pytest.mark.parametrize(("words", "without"), [("demonyms", NO_DEMONYM), ("capitals", NO_CAPITAL)])
def test_every_state_has_its_words(words: str, without: set[str]) -> None:
    independent = {actor_id for actor_id, actor in STATES.items() if not actor.territory_of}
    assert {actor_id for actor_id in independent if not getattr(STATES[actor_id], words)} == without


def test_every_organisation_of_the_contract_has_members() -> None:
    assert [name for name in CONTRACT_ORGANISATIONS if not members_on(name, date(2025, 1, 1))] == []


def test_a_territory_belongs_to_a_state() -> None:
    owners = {actor.territory_of for actor in STATES.values() if actor.territory_of}
    assert owners - set(STATES) == {"none"}


def test_every_word_is_a_text() -> None:
    """An unquoted comma, colon or `no` in YAML would make something else of it."""
    wrong = [word for actor in ACTORS.values() for word in list_words(actor) if not isinstance(word, str) or not word]
    assert wrong == []


def test_no_word_stands_for_two_actors() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for actor_id, actor in ACTORS.items():
        for word in list_words(actor):
            owners[word].add(actor_id)
    assert {word: ids for word, ids in owners.items() if len(ids) > 1} == {}


def test_no_place_hides_an_actor() -> None:
    places = {name for names in load_places().values() for name in names}
    words = {word for actor in ACTORS.values() if not actor.territory_of for word in list_words(actor)}
    assert places & words == set()


def test_a_name_has_no_article() -> None:
    assert [name for actor in STATES.values() for name in list_names(actor) if name.lower().startswith("the ")] == []


def test_a_shared_name_is_some_states_name() -> None:
    words = {word for actor in ACTORS.values() for word in (*actor.forces, *actor.ministries, *actor.metonyms)}
    assert load_shared_names() - words == set()


@pytest.mark.parametrize("row", read_rows(MEMBERSHIPS), ids=lambda row: " ".join(row[:2]))
def test_members_are_those_of_the_day(row: tuple[str, ...]) -> None:
    members = members_on(row[0], date.fromisoformat(row[1]))
    assert len(members) == int(row[2])
    assert set(row[3].split()) <= members
    assert set(row[4].split()) & members == set()


@pytest.mark.parametrize("row", read_rows(REGIONS), ids=lambda row: row[0])
def test_a_region_holds_its_states(row: tuple[str, ...]) -> None:
    states = {state for state, actor in STATES.items() if actor.region == row[0]}
    assert set(row[1].split()) <= states
    assert len(states) == int(row[2])


def test_every_state_lies_in_a_region_and_no_organisation_does() -> None:
    assert {actor.region for actor in STATES.values() if actor.actor_id != "ATA"} == set(list_terms("regions"))
    assert {actor_id for actor_id, actor in ACTORS.items() if actor.region is None and actor_id in STATES} == {"ATA"}
    assert [actor_id for actor_id in ACTORS.keys() - STATES.keys() if ACTORS[actor_id].region] == []


def test_a_membership_ends_after_it_began() -> None:
    assert [row for row in load_memberships() if row.left_on and row.left_on < row.joined_on] == []


@pytest.mark.parametrize("row", read_rows(OFFICES), ids=lambda row: " ".join(row))
def test_an_office_is_held_by_who_held_it(row: tuple[str, ...]) -> None:
    holders = [office for office in load_offices() if (office.actor_id, office.office) == row[:2]]
    (office,) = [office for office in holders if office.is_held_on(date.fromisoformat(row[2]))]
    assert row[3] in office.surnames


@pytest.mark.parametrize("actor_id", G20_AND_ALLIES)
def test_somebody_leads_each_state_that_matters(actor_id: str) -> None:
    heads = [o for o in load_offices() if o.actor_id == actor_id and o.office.startswith("head_of")]
    assert [office for office in heads if office.is_held_on(date(2024, 7, 17))]


def test_offices_have_holders_in_order_and_known_actors() -> None:
    offices = load_offices()
    assert {office.actor_id for office in offices} <= set(ACTORS)
    assert [office for office in offices if office.left_on and office.left_on < office.took_on] == []


def test_a_name_gives_its_surname() -> None:
    surnames = {office.names[0]: office.surnames for office in load_offices()}
    assert surnames["Xi Jinping"] == ("Xi",)
    assert surnames["Ursula von der Leyen"] == ("von der Leyen",)
    assert surnames["Bashar al-Assad"] == ("al-Assad", "Assad")
    assert surnames["David McGuinty"] == ("McGuinty",)
    assert surnames["Władysław Kosiniak-Kamysz"] == ("Kosiniak-Kamysz",)


def test_instruments_speak_the_words_of_the_contract() -> None:
    instruments = load_instruments()
    assert {found.kind for found in instruments} <= set(list_terms("kinds"))
    assert {domain for found in instruments for domain in found.domains} <= set(list_terms("domains"))
    actors = {actor for found in instruments for actor in (*found.parties, *([found.host] if found.host else []))}
    assert actors <= set(ACTORS)


def test_no_word_stands_for_two_instruments() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for found in load_instruments():
        for word in (found.name, *found.aliases):
            owners[word].add(found.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


def test_fiscal_years_are_those_of_states() -> None:
    assert set(load_fiscal_rules()) <= set(STATES)
    assert find_fiscal_rule("JPN").month == 4
    assert find_fiscal_rule("DEU") == find_fiscal_rule(None)


def test_currencies_share_no_sign() -> None:
    signs = [sign for currency in load_currencies() for sign in currency.signs]
    assert len(signs) == len(set(signs))
    assert all(len(currency.code) == 3 and currency.code.isupper() for currency in load_currencies())


def test_countable_nouns_are_of_one_unit() -> None:
    countables = load_countables()
    lists = [set(countables[name]) for name in ("personnel", "units", "events")]
    assert set.intersection(*lists) == set()
    assert lists[0] & lists[1] == lists[1] & lists[2] == set()
