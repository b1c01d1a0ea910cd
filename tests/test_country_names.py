"""States by the names of tables: every spelling leads to one state, and what is no state of today leads to none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.country_names import find_state, is_former_state, load_state_codes
from schemas.registers import load_actors

# as SIPRI, NATO and the World Bank write them
WRITTEN = {
    "KOR": ["Korea, South", "South Korea", "Korea, Rep."],
    "PRK": ["Korea, North", "Korea, Dem. People's Rep."],
    "COD": ["Congo, DR", "Congo, Dem. Rep.", "Democratic Republic of the Congo"],
    "COG": ["Congo, Republic", "Congo, Rep.", "Republic of the Congo"],
    "USA": ["USA", "United States of America", "United States"],
    "GBR": ["UK", "United Kingdom"],
    "TUR": ["Türkiye", "Turkey", "Turkiye", "Türkiye1"],
    "SVK": ["Slovakia", "Slovak Republic", "Slovak Republic*"],
    "CZE": ["Czechia", "Czech Republic", " Czechia "],
    "MKD": ["North Macedonia", "Macedonia, North"],
    "CIV": ["Côte d'Ivoire", "Cote d'Ivoire", "Côte d’Ivoire"],
    "GMB": ["Gambia, The", "Gambia"],
    "CAF": ["Central African Rep.", "Central African Republic"],
    "DOM": ["Dominican Rep.", "Dominican Republic"],
    "SWZ": ["eSwatini"],
    "TLS": ["Timor Leste", "Timor-Leste"],
    "VNM": ["Viet Nam", "Vietnam"],
    "KGZ": ["Kyrgyz Republic", "Kyrgyzstan"],
    "ARE": ["UAE", "United Arab Emirates"],
    "TTO": ["Trinidad & Tobago", "Trinidad and Tobago"],
    "BIH": ["Bosnia-Herzegovina", "Bosnia and Herzegovina"],
    "SVN": ["Slovenia (a)", "Slovenia †"],
    "LCA": ["St. Lucia", "Saint Lucia"],
    "YEM": ["Yemen", "Yemen, Rep."],
}


@pytest.mark.parametrize(("state", "names"), WRITTEN.items())
def test_a_state_is_found_by_every_name_that_tables_write(state: str, names: list[str]) -> None:
    assert {name: find_state(name) for name in names} == dict.fromkeys(names, state)


def test_every_state_is_found_by_its_own_name() -> None:
    states = [actor for actor in load_actors() if actor.actor_id in load_state_codes()]
    assert {actor.actor_id: find_state(actor.name) for actor in states} == {
        actor.actor_id: actor.actor_id for actor in states
    }


@pytest.mark.parametrize(
    "name",
    ["USSR", "Yugoslavia", "German Democratic Republic", "Czechoslovakia", "Yemen, North", "Serbia and Montenegro"],
)
def test_a_former_state_is_none_of_today(name: str) -> None:
    assert (find_state(name), is_former_state(name)) == (None, True)


@pytest.mark.parametrize(
    "name",
    ["", "Africa", "Americas", "America", "South Asia", "Korea", "Congo", "European Union", "NATO Total", "World", "*"],
)
def test_a_region_a_group_or_half_a_name_is_no_state(name: str) -> None:
    assert (find_state(name), is_former_state(name)) == (None, False)


@given(st.text(max_size=40))
def test_no_name_raises(name: str) -> None:
    assert find_state(name) is None or find_state(name) in load_state_codes()
