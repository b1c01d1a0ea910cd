"""What is one commitment and what are two, how it went, and who told of it: the hard cases."""

from datetime import date

import pytest

from tests.small_claims import list_steps, resolve, resolve_one, tell
from transforms.commitments.commitments import make_commitments

RAA = """
2023-11-03 access_and_status JPN+PHL proposed instrument=RAA
2024-07-08 access_and_status JPN+PHL agreed instrument=Reciprocal_Access_Agreement
2025-09-11 access_and_status JPN+PHL in_force instrument=RAA effective=2025-09-11
"""
GSOMIA = """
2016-11-23 information_sharing JPN+KOR agreed instrument=GSOMIA
2019-08-22 information_sharing JPN+KOR suspended instrument=GSOMIA act=withdraws
2019-08-25 information_sharing JPN+KOR agreed instrument=GSOMIA announced=2016
2019-11-22 information_sharing JPN+KOR in_force instrument=GSOMIA
2024-02-01 information_sharing JPN+KOR suspended instrument=GSOMIA effective=2019-08
"""


def test_an_agreement_negotiated_signed_and_in_force_is_one() -> None:
    found = resolve(RAA)
    (commitment,) = found.commitments
    assert (commitment["standing"], commitment["instrument"], commitment["mentions_count"]) == ("in_force", "RAA", 3)
    assert list_steps(found, "standing") == [(None, "proposed"), ("proposed", "agreed"), ("agreed", "in_force")]
    assert list_steps(found, "effective") == [(None, "2025-09-11")]
    assert [row["step"] for row in found.commitment_history] == [1, 2, 3, 4]
    assert (commitment["first_seen_on"], commitment["last_seen_on"]) == (date(2023, 11, 3), date(2025, 9, 11))


def test_a_retrospective_article_does_not_turn_back_the_standing() -> None:
    looking_back = "2026-01-05 access_and_status JPN+PHL agreed instrument=RAA announced=2024-07-08"
    assert resolve_one(RAA + looking_back)["standing"] == "in_force"


def test_a_termination_belongs_to_its_agreement_which_may_come_back() -> None:
    found = resolve(GSOMIA)
    assert [new for _, new in list_steps(found, "standing")] == ["agreed", "suspended", "in_force"]
    assert found.commitments[0]["delivery"] == "not_assessed"


def test_a_look_back_after_a_termination_does_not_undo_it() -> None:
    ended = resolve_one("\n".join(GSOMIA.strip().splitlines()[:3]))
    assert (ended["standing"], ended["delivery"]) == ("suspended", "stopped")


def test_what_was_ended_may_be_agreed_anew() -> None:
    commitment = resolve_one("""
2020-02-11 access_and_status PHL+USA suspended instrument=VFA
2021-07-30 access_and_status PHL+USA agreed instrument=VFA act=reaffirms
""")
    assert (commitment["standing"], commitment["delivery"]) == ("agreed", "not_assessed")


def test_what_was_suspended_may_be_done_after_all() -> None:
    commitment = resolve_one("""
2024-02-26 capability POL suspended instrument=GCAP
2025-03-08 capability POL completed instrument=GCAP effective=2025-03-07
""")
    assert (commitment["standing"], commitment["delivery"]) == ("completed", "delivered")


def test_an_agreement_without_a_name_may_get_one() -> None:
    commitment = resolve_one("""
2023-01-10 logistics_support DEU+JPN proposed
2024-01-29 logistics_support DEU+JPN agreed instrument=ACSA
2024-07-12 logistics_support DEU+JPN in_force instrument=ACSA effective=2024-07-12
""")
    assert commitment["instrument"] == "ACSA"


def test_who_is_partner_in_one_text_and_party_in_another_keeps_the_first_role() -> None:
    commitment = resolve_one("""
2024-01-29 logistics_support JPN>DEU agreed instrument=ACSA
2024-07-12 logistics_support DEU+JPN in_force instrument=ACSA
""")
    assert (commitment["parties"], commitment["counterparts"]) == (["JPN"], ["DEU"])


def test_a_demand_that_is_met_becomes_a_pledge_and_no_demand_takes_it_back() -> None:
    commitment = resolve_one("""
2025-01-07 budget_share NATO called_for quantity=5percent_of_gdp
2025-06-25 budget_share NATO agreed quantity=5percent_of_gdp due=2035
2025-12-01 budget_share NATO called_for quantity=5percent_of_gdp
""")
    assert (commitment["standing"], commitment["due_end_on"]) == ("agreed", date(2035, 12, 31))


def test_a_pledge_told_by_ten_articles_is_one() -> None:
    dues = ["due=2027-04-01..2028-03-31", "", "due=2027", "", "due=2027"] * 2
    lines = [
        f"2024-01-{day:02} budget_share JPN agreed quantity=2percent_of_gdp {due}" for day, due in enumerate(dues, 1)
    ]
    commitment = resolve_one("\n".join(lines))
    assert (commitment["mentions_count"], commitment["documents_count"]) == (10, 10)
    assert commitment["due_precision"] == "year"


def test_a_delay_moves_the_date_and_history_keeps_the_old_one() -> None:
    found = resolve("""
2024-03-01 budget_share BEL agreed quantity=2percent_of_gdp due=2030
2025-03-01 budget_share BEL agreed quantity=2percent_of_gdp due=2032 act=delays
""")
    assert len(found.commitments) == 1
    assert list_steps(found, "due")[1] == ("2030-01-01/2030-12-31", "2032-01-01/2032-12-31")


def test_texts_that_disagree_about_a_named_thing_are_both_kept() -> None:
    found = resolve("""
2024-05-01 joint_training PHL+USA planned instrument=Balikatan due=2024-05-08 quantity=16000personnel
2024-05-02 joint_training PHL+USA planned instrument=Balikatan due=2024-05-08 quantity=11000personnel
""")
    assert (len(found.commitments), len(found.commitment_evidence)) == (1, 2)
    assert list_steps(found, "quantity") == [(None, "16000 personnel"), ("16000 personnel", "11000 personnel")]


ONE = {
    "a purchase told once with the seller and once without": """
2025-08-05 capability AUS>JPN planned quantity=11units | will buy 11 upgraded Mogami-class frigates from Japan
2025-08-06 capability AUS agreed due=2029 | decided to acquire the Mogami-class frigate
""",
    "a number that was weighed, and another that was decided within it": """
2022-12-01 capability JPN>USA proposed quantity=up_to_500units due=2027 | considers up to 500 Tomahawks
2024-01-18 capability JPN>USA agreed quantity=400units due=2025 | will acquire 400 Tomahawks
""",
    "a weapon that was ordered, of which the first have arrived": """
2023-05-02 capability PER>KOR agreed quantity=40units | ordered 40 K2 tanks
2024-05-02 capability PER completed quantity=6units | the first six K2 tanks were unloaded
""",
    "training that was offered and goes on under a name": """
2022-06-17 third_party_support GBR>UKR proposed quantity=10000personnel | offered to train 10,000 recruits
2024-11-29 third_party_support GBR>UKR under_way instrument=Operation_Interflex | is training recruits
""",
    "a delivery of more than the first ones that were promised": """
2023-12-22 arms_transfer NLD>UKR planned quantity=at_least_18units | F-16 fighter jets
2025-05-26 arms_transfer NLD>UKR completed quantity=24units | F-16 fighter jets
""",
    "a level of spending whose year is brought forward": """
2024-04-23 budget_share GBR planned quantity=2.5percent_of_gdp due=2030
2025-02-25 budget_share GBR planned quantity=2.5percent_of_gdp due=2027-04
2025-03-25 budget_share GBR planned quantity=2.5percent_of_gdp due=2027
""",
    "forces that go to the same place of a partner": """
2023-06-26 force_deployment DEU>LTU planned place=Lithuania
2023-12-18 force_deployment DEU>LTU planned place=Lithuania quantity=4800personnel
""",
    "forces in a country, and their last base there": """
2024-11-29 force_deployment FRA>TCD under_way quantity=1000personnel
2025-01-31 force_deployment FRA>TCD suspended effective=2025-01-30 place=Chad domains=land
""",
    "help that was stopped and is taken up again": """
2025-03-06 third_party_support USA>UKR suspended effective=2025-03-05
2025-03-12 third_party_support USA>UKR planned place=Saudi_Arabia
""",
    "a promise whose date another text reckons from its own day": """
2023-03-20 arms_transfer EU>UKR agreed quantity=1000000units announced=2023-03-20 due=2024-03 | artillery rounds
2024-02-05 arms_transfer EU>UKR agreed quantity=1000000units announced=2023-03 due=2025-02 | artillery rounds
""",
    "a part of what was promised that was handed over": """
2023-03-20 arms_transfer EU>UKR agreed quantity=1000000units due=2024-03 | artillery rounds
2024-11-20 arms_transfer EU>UKR under_way quantity=980000units effective=2024-11-19 | artillery rounds
""",
    "a treaty told by its type and by its name": """
2025-09-17 mutual_defence AUS+PNG planned instrument=Pukpuk_treaty
2025-10-06 mutual_defence AUS+PNG agreed instrument=mutual_defence_treaty place=Canberra
""",
    "an exercise of which each text names its own": """
2024-02-12 joint_training DEU+NATO under_way instrument=Steadfast_Defender due=2024
2024-06-01 joint_training NATO+NOR completed instrument=Steadfast_Defender effective=2024-05-31
""",
    "an exercise whose beginning and end are told": """
2025-07-14 joint_training AUS+USA under_way instrument=Talisman_Sabre effective=2025-07-13
2025-08-04 joint_training AUS+USA completed instrument=Talisman_Sabre effective=2025-08-04
""",
    "a thing told twice in a month with the same words": """
2025-07-26 industrial_cooperation AUS+GBR agreed instrument=Geelong_Treaty | design of nuclear submarines
2025-07-27 industrial_cooperation AUS+GBR agreed | a treaty on the building of nuclear submarines
""",
    "an edition whose end is dated by the report": """
2024-10-08 joint_training AUS+IND+JPN+USA under_way instrument=Malabar due=2024-10-08..2024-10-18
2024-10-20 joint_training AUS+IND+JPN+USA completed instrument=Malabar effective=2024-10-20
""",
    "some participants of a named exercise": """
2024-06-20 joint_training JPN+KOR+USA planned instrument=Freedom_Edge due=2024-06
2024-06-27 joint_training JPN+KOR under_way instrument=Freedom_Edge
""",
    "a package in the news of two days": """
2024-03-12 third_party_support USA>UKR planned quantity=300000000USD
2024-03-13 third_party_support USA>UKR planned quantity=300000000USD
""",
    "as many of the same weapon": """
2024-03-12 arms_transfer DEU>UKR planned quantity=18units | will deliver 18 Leopard tanks
2024-03-14 arms_transfer DEU>UKR planned quantity=18units | promised 18 Leopard 2s to Ukraine
""",
    "an exercise that comes closer": """
2025-02-04 joint_training DNK+NOR agreed due=2026
2025-12-04 joint_training DNK+NOR planned due=2026-03
2026-03-20 joint_training DNK+NOR completed effective=2026-03-19
""",
    "an edition with and without its year": """
2024-10-01 joint_training AUS+IND+JPN+USA planned instrument=Malabar_24
2024-10-18 joint_training IND+USA completed instrument=Exercise_Malabar
""",
    "a denial that names the same instrument": """
2024-01-10 joint_training JPN+PHL planned instrument=Malabar
2024-01-12 joint_training JPN+PHL denied instrument=Malabar
""",
    "a plan and its denial": """
2025-03-01 force_deployment FRA proposed place=Ukraine
2025-03-04 force_deployment FRA denied place=in_Ukraine
""",
    "a demand and its denial": """
2025-03-01 budget_share JPN called_for quantity=3.5percent_of_gdp
2025-03-04 budget_share JPN denied quantity=3.5percent_of_gdp
""",
    "an exercise of the same days whose size is told differently": """
2025-02-04 joint_training DNK+NOR planned due=2025-03-09..2025-03-20 quantity=900personnel
2025-03-05 joint_training DNK+NOR planned due=2025-03-09..2025-03-20 quantity=1200personnel
""",
    "the end of the only pact there is": """
2015-01-10 mutual_defence PHL+USA in_force
2020-02-11 mutual_defence PHL+USA suspended
""",
    "a programme of which two partners are named": """
2024-10-01 industrial_cooperation GBR+ITA+JPN under_way instrument=GCAP
2025-10-01 industrial_cooperation ITA+JPN under_way instrument=Global_Combat_Air_Programme
""",
    "two figures of one year's spending": """
2024-03-01 budget_share EST completed quantity=3percent_of_gdp effective=2023
2024-06-01 budget_share EST completed quantity=2.9percent_of_gdp effective=2023
""",
}
TWO = {
    "a level whose year has passed and the same level later": """
2014-09-05 budget_share ITA agreed quantity=2percent_of_gdp due=2024
2025-02-25 budget_share ITA agreed quantity=2percent_of_gdp due=2028
""",
    "forces sent to the same sea half a year later": """
2023-06-26 force_deployment DEU planned place=the_Red_Sea
2023-12-18 force_deployment DEU planned place=the_Red_Sea
""",
    "help that was stopped and a package with its amount long after": """
2025-03-06 third_party_support USA>UKR suspended effective=2025-03-05
2025-07-12 third_party_support USA>UKR planned quantity=300000000USD
""",
    "a purchase from two sellers": """
2025-08-05 capability AUS>JPN planned | will buy Mogami-class frigates
2025-08-06 capability AUS>DEU planned | will buy Mogami-class frigates
""",
    "two weapons of as many pieces": """
2025-08-05 capability CHL planned quantity=12units | will buy 12 Gripen fighters
2025-09-06 capability CHL planned quantity=12units | will buy 12 Rafale fighters
""",
    "a second contract of the size of the first": """
2022-08-27 capability POL>KOR agreed quantity=180units | signed a contract for 180 K2 tanks
2025-08-01 capability POL agreed quantity=180units | signed a second contract for 180 K2 tanks
""",
    "training and a package of aid": """
2024-06-17 third_party_support GBR>UKR planned | will train more recruits
2024-06-18 third_party_support GBR>UKR planned quantity=40000000GBP | a package of aid
""",
    "more handed over than was promised": """
2023-12-22 arms_transfer NLD>UKR planned quantity=18units | F-16 fighter jets
2025-05-26 arms_transfer NLD>UKR completed quantity=24units | F-16 fighter jets
""",
    "a part of another thing that was handed over": """
2023-03-20 arms_transfer EU>UKR agreed quantity=1000units due=2024-03 | artillery rounds
2024-11-20 arms_transfer EU>UKR completed quantity=980units effective=2024-11-19 | anti-tank mines
""",
    "an agreement of one name with another partner": """
2024-01-29 logistics_support DEU+JPN agreed instrument=ACSA
2024-01-30 logistics_support IND+JPN agreed instrument=ACSA
""",
    "an agreement of one name with one partner more": """
2024-01-29 logistics_support DEU+JPN agreed instrument=ACSA
2024-01-30 logistics_support DEU+FRA+JPN agreed instrument=ACSA
""",
    "another level of the same share": """
2014-09-05 budget_share NATO agreed quantity=2percent_of_gdp due=2024
2025-06-25 budget_share NATO agreed quantity=3.5percent_of_gdp due=2035
""",
    "a share that was spent in two years": """
2024-03-01 budget_share EST completed quantity=3percent_of_gdp effective=2023
2025-03-01 budget_share EST completed quantity=3percent_of_gdp effective=2024
""",
    "a pledge and what was spent": """
2024-03-01 budget_share EST agreed quantity=3percent_of_gdp due=2024
2025-03-01 budget_share EST completed quantity=3percent_of_gdp effective=2024
""",
    "two editions in one year": """
2024-06-27 joint_training JPN+KOR+USA under_way instrument=Freedom_Edge due=2024-06-27..2024-06-29
2024-11-13 joint_training JPN+KOR+USA under_way instrument=Freedom_Edge due=2024-11-13..2024-11-15
""",
    "editions of two years": """
2023-08-10 joint_training AUS+IND+JPN+USA under_way instrument=Malabar
2024-10-08 joint_training AUS+IND+JPN+USA under_way instrument=Malabar_2024
""",
    "exercises of two years": """
2025-02-04 joint_training DNK+NOR agreed due=2026
2025-02-05 joint_training DNK+NOR agreed due=2027
""",
    "forces in a country and the withdrawal from another": """
2024-11-29 force_deployment FRA>TCD under_way quantity=1000personnel
2025-01-31 force_deployment FRA>NER suspended effective=2025-01-30 place=Niger
""",
    "two packages": """
2024-03-12 third_party_support USA>UKR planned quantity=300000000USD
2024-03-24 third_party_support USA>UKR planned quantity=1000000000USD
""",
    "two packages of one size in two seasons": """
2023-03-20 third_party_support USA>UKR planned quantity=350000000USD
2023-09-07 third_party_support USA>UKR planned quantity=350000000USD
""",
    "two packages of one programme": """
2024-03-12 third_party_support EU>UKR planned quantity=500000000EUR instrument=European_Peace_Facility
2024-03-18 third_party_support EU>UKR planned quantity=5000000000EUR instrument=European_Peace_Facility
""",
    "as many of another weapon": """
2024-03-12 arms_transfer DEU>UKR planned quantity=18units | will deliver 18 Leopard tanks
2024-03-14 arms_transfer DEU>UKR planned quantity=18units | will deliver 18 howitzers
""",
    "the same the other way round": """
2024-03-12 arms_transfer USA>POL planned | Patriot batteries
2024-03-14 arms_transfer POL>USA planned | Patriot batteries
""",
    "two things without a name": """
2024-03-12 capability JPN planned | will introduce long-range Tomahawk missiles
2024-04-12 capability JPN planned | plans to build two Aegis destroyers
""",
    "two domains": """
2024-03-12 technology_cooperation JPN+USA agreed domains=space | research on alloys
2024-03-14 technology_cooperation JPN+USA agreed domains=cyber | research on alloys
""",
    "a plan and a denial of nothing in particular": """
2025-03-01 force_deployment FRA proposed place=Ukraine
2025-03-04 force_deployment FRA denied
""",
    "two exercises of one year and of another size": """
2025-02-04 joint_training DNK+NOR agreed due=2026 quantity=900personnel
2025-02-05 joint_training DNK+NOR agreed due=2026 quantity=12000personnel
""",
    "two named programmes": """
2024-10-01 industrial_cooperation GBR+ITA+JPN under_way instrument=GCAP | a fighter
2024-10-02 industrial_cooperation GBR+ITA+JPN under_way instrument=Eurodrone | a fighter
""",
    "a programme and another who may join it": """
2023-03-13 technology_cooperation AUKUS in_force instrument=AUKUS_Pillar_II
2024-04-08 technology_cooperation JPN>AUKUS proposed instrument=AUKUS_Pillar_II
""",
    "an agreement that could be either of two": """
2024-01-01 information_sharing DEU+JPN agreed instrument=GSIA
2024-01-02 information_sharing DEU+JPN agreed instrument=ISA
""",
}


@pytest.mark.parametrize("name", ONE)
def test_these_are_one(name: str) -> None:
    assert len(resolve(ONE[name]).commitments) == 1


@pytest.mark.parametrize("name", TWO)
def test_these_are_two(name: str) -> None:
    found = resolve(TWO[name])
    assert len({row["commitment_id"] for row in found.commitments}) == len(found.commitments) == 2


def test_what_could_be_either_of_two_is_neither() -> None:
    vague = "2024-01-03 information_sharing DEU+JPN in_force"
    assert len(resolve(TWO["an agreement that could be either of two"] + vague).commitments) == 3


def test_two_statements_of_one_document_are_two_unless_they_name_one_thing() -> None:
    lines = (
        "2024-08-17 cyber_defence JPN+KOR agreed | cyber working group\n2024-08-17 cyber_defence JPN+KOR agreed | theft"
    )
    mentions, documents = tell(lines)
    mentions[1]["document_id"] = mentions[0]["document_id"]
    assert len(make_commitments(mentions, documents).commitments) == 2
    mentions[1]["evidence_text"] = mentions[0]["evidence_text"]
    assert len(make_commitments(mentions, documents).commitments) == 1


def test_a_lasting_thing_may_be_told_without_its_name_and_then_with_it() -> None:
    lines = """
2016-11-23 information_sharing JPN+KOR agreed | signed an agreement
2016-11-23 information_sharing JPN+KOR agreed instrument=GSOMIA | the ministers put their names to it
2019-08-22 information_sharing JPN+KOR suspended
"""
    mentions, documents = tell(lines)
    mentions[1]["document_id"] = mentions[0]["document_id"]
    (commitment,) = make_commitments(mentions, documents).commitments
    assert (commitment["instrument"], commitment["standing"]) == ("GSOMIA", "suspended")


@pytest.mark.parametrize(
    ("told", "delivery"),
    [
        ("agreed", "not_assessed"),
        ("under_way", "under_way"),
        ("agreed act=implements", "under_way"),
        ("completed effective=2026-03", "delivered"),
        ("completed effective=2026-06", "delivered_late"),
        ("completed", "delivered"),
        ("suspended", "stopped"),
    ],
)
def test_delivery_follows_what_a_text_says(told: str, delivery: str) -> None:
    commitment = resolve_one(f"""
2025-02-04 capability NOR planned due=2026-03 quantity=5units | five frigates
2026-08-04 capability NOR {told} quantity=5units | five frigates
""")
    assert commitment["delivery"] == delivery


REPRINT = "2024-07-09 access_and_status JPN+PHL agreed instrument=RAA id=b repeats=d-a confidence=0.9"


def test_a_reprint_adds_no_independent_evidence() -> None:
    found = resolve(f"""
2024-07-08 access_and_status JPN+PHL agreed instrument=RAA id=a confidence=0.6 tier=inferred
{REPRINT}
2024-07-10 access_and_status JPN+PHL agreed instrument=RAA id=c confidence=0.7
""")
    (commitment,) = found.commitments
    assert (commitment["mentions_count"], commitment["documents_count"]) == (2, 2)
    assert (commitment["confidence"], commitment["tier"]) == (0.7, "explicit")
    independent = {row["mention_id"]: row["is_independent"] for row in found.commitment_evidence}
    assert independent == {"m-a": True, "m-b": False, "m-c": True}


def test_the_best_evidence_says_what_the_standing_is_now() -> None:
    commitment = resolve_one("""
2024-07-08 access_and_status JPN+PHL agreed instrument=RAA id=a confidence=0.9 | they signed it
2025-09-11 access_and_status JPN+PHL in_force instrument=RAA id=b confidence=0.6 | it took effect
""")
    assert (commitment["mention_id"], commitment["evidence_text"]) == ("m-b", "it took effect")
    assert (commitment["document_id"], commitment["published_on"]) == ("d-b", date(2025, 9, 11))


def test_an_exercise_is_an_instance_of_its_series() -> None:
    found = resolve("""
2024-05-20 joint_training JPN+KOR+USA planned instrument=Freedom_Edge due=2024-06
2024-11-12 joint_training JPN+KOR+USA under_way instrument=Freedom_Edge effective=2024-11-13..2024-11-15
""")
    assert sorted(row["instance"] for row in found.commitments) == ["2024-06", "2024-11"]
    assert len({row["series_id"] for row in found.commitments}) == 1


def test_a_treaty_that_is_told_by_its_type_alone_keeps_that_name() -> None:
    commitment = resolve_one("2024-11-12 mutual_defence PRK+RUS agreed instrument=Mutual_Defense_Treaty")
    assert (commitment["instrument"], commitment["series_id"]) == ("Mutual Defense Treaty", None)


def test_an_agreement_is_no_series() -> None:
    assert resolve_one(RAA)["series_id"] is None


def test_a_reprint_alone_still_is_evidence() -> None:
    assert resolve_one(REPRINT)["mentions_count"] == 1


def test_roles_name_who_is_bound_with_whom_and_where() -> None:
    found = resolve("2025-01-01 force_deployment DEU>NATO agreed place=in_Lithuania")
    roles = [(row["actor_id"], row["role"]) for row in found.commitment_parties]
    assert roles == [("DEU", "party"), ("LTU", "host"), ("NATO", "counterpart")]


def test_a_mention_of_an_unknown_document_is_an_error() -> None:
    mentions, _ = tell("2025-01-01 capability NOR planned")
    with pytest.raises(ValueError, match="unknown documents"):
        make_commitments(mentions, [])
