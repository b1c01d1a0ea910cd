"""What a text does to a commitment: it may be new, repeated, raised, delayed, carried out, withdrawn, denied."""

import pytest

from schemas.terms import list_terms
from tests.marks import read_rows
from tests.readings import read

# text | act of its one record
ACTS = """
Norway will send a frigate to the Red Sea. | announces
Chile and Peru signed an agreement on intelligence sharing. | announces
Portugal plans to buy six frigates. | announces
Greece is considering the purchase of F-35 fighters. | announces
Canada reaffirmed its commitment to send a brigade to Latvia. | reaffirms
Canada reiterated that it would send a brigade to Latvia. | reaffirms
Canada renewed its pledge to supply Ukraine with howitzers. | reaffirms
Canada recommitted to spending 2 percent of GDP on defence. | reaffirms
Denmark will raise defence spending to 3 percent of GDP. | raises
Denmark increased its defence budget by 5 billion kroner. | raises
Denmark agreed to lift its defence spending to 3 percent of GDP. | raises
Denmark doubled its defence budget. | raises
Ecuador will cut its defence spending to 1.5 percent of GDP. | lowers
Ecuador decided to reduce its defence budget by 10 percent. | lowers
Norway has postponed the delivery of howitzers to Ukraine until 2027. | delays
Norway delayed the purchase of five frigates. | delays
The joint exercise of Chile and Peru was postponed until May 2026. | delays
Denmark has delivered 19 F-16 fighters to Ukraine. | implements
Chile and Peru held a joint exercise in May. | implements
Chile and Peru launched a joint exercise on Monday. | implements
Poland spends 4.7 percent of GDP on defence. | reports_status
A status of forces agreement between Germany and Poland is in force. | reports_status
France has pulled its troops out of Niger. | withdraws
South Korea suspended its intelligence sharing with North Macedonia. | withdraws
Chad terminated its defence pact with France. | withdraws
Italy ruled out sending troops to Ukraine. | denies
Hungary has no plans to send troops to Ukraine. | denies
Iran denied that it had supplied missiles to Russia. | denies
"""


@pytest.mark.parametrize(("text", "act"), read_rows(ACTS), ids=lambda cell: cell)
def test_a_text_acts_on_its_commitment(text: str, act: str) -> None:
    (record,) = read(text)
    assert record.act == act


def test_every_act_is_of_the_closed_list() -> None:
    acts = list_terms("acts")
    assert {act for _, act in read_rows(ACTS)} < set(acts)
    for text, _ in read_rows(ACTS):
        assert {record.act for record in read(text)} <= set(acts)


# a repeated promise is no second, weaker one: text | standing
REPEATED = """
Canada reaffirmed its pledge to spend 2 percent of GDP on defence. | agreed
Canada renewed its pledge to supply Ukraine with howitzers. | agreed
The United States reaffirmed that its treaty obliges it to defend the Philippines. | in_force
"""


@pytest.mark.parametrize(("text", "standing"), read_rows(REPEATED), ids=lambda cell: cell)
def test_a_reaffirmation_keeps_how_binding_it_was(text: str, standing: str) -> None:
    (record,) = read(text)
    assert (record.act, record.standing) == ("reaffirms", standing)


@pytest.mark.parametrize("verb", ["raised", "increased", "boosted", "lifted", "hiked"])
def test_raising_is_for_budgets_and_no_word_of_other_kinds(verb: str) -> None:
    (record,) = read(f"Denmark {verb} its defence spending to 3 percent of GDP.")
    assert (record.kind, record.act) == ("budget_share", "raises")
    (record,) = read("Denmark sent troops to a higher plateau in Norway.")
    assert record.act != "raises"
