"""The closed lists say what the record contract says, no more and no less."""

import pytest

from schemas.columns import quantity_columns
from schemas.terms import list_terms, load_terms

CONTRACT = {
    "kinds": (
        "budget_share budget_amount information_sharing joint_training logistics_support access_and_status "
        "force_deployment capability arms_transfer industrial_cooperation technology_cooperation cyber_defence "
        "countering_disinformation personnel_exchange consultation third_party_support mutual_defence"
    ),
    "standings": "in_force under_way completed agreed planned proposed called_for denied suspended",
    "deliveries": (
        "not_assessed under_way delivered delivered_late delivered_in_part overdue_without_evidence stopped superseded"
    ),
    "acts": "announces reaffirms details raises lowers delays implements reports_status withdraws denies",
    "voices": "official_text official_quote official_paraphrase reported_as_fact anonymous_official analyst",
    "tiers": "explicit inferred weak",
    "domains": "land maritime air space cyber information nuclear missile_defence industry technology",
    "units": "percent_of_gdp percent personnel units events",
    "qualifiers": "at_least about up_to exactly",
    "precisions": "day week half_month month quarter season year fiscal_year decade",
    "rejected_candidates": (
        "no_authority prediction status_report vague aspiration request hypothetical evaluation history out_of_domain"
    ),
    "document_types": "article declaration statement statistics",
    "reliability_grades": "A B C D E F",
    "roles": "party counterpart host",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_a_list_holds_the_terms_of_the_contract(name: str) -> None:
    assert sorted(list_terms(name)) == sorted(CONTRACT[name].split())


def test_every_term_has_a_description() -> None:
    empty = [f"{name}.{term}" for name, terms in load_terms().items() for term, text in terms.items() if not text]
    assert empty == []


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        list_terms("colours")


def test_the_unit_column_allows_the_units_and_currencies() -> None:
    (unit,) = (column for column in quantity_columns() if column.name == "quantity_unit")
    assert unit.pattern is not None
    assert all(term in unit.pattern for term in list_terms("units"))
    assert "[A-Z]{3}" in unit.pattern
