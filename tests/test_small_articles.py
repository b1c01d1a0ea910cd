"""Whole articles in small: headline, lead, quotes, background and comment, with all the records that they hold."""

from datetime import date

import pytest

from tests.readings import PUBLISHED, describe, describe_all, read, read_claims
from transforms.english.extraction import extract_document

FRIGATES = """Portugal to buy six frigates from Spain

LISBON, June 11 - Portugal will buy six frigates from Spain by 2032, its defence minister said on Wednesday.

"We will buy six frigates, and we will build the last two in Portugal," the minister told reporters in Lisbon.

The purchase, worth about 3 billion euros, is the largest in the country's history. Portugal joined NATO in 1949 and \
spends 1.6 percent of GDP on defence.

Analysts said the government should have bought more drones. The opposition promised to cancel the order if it wins \
the election next year."""

VISIT = """Kenya, India agree on naval exercises

Kenya and India agreed on Monday to hold a joint naval exercise every year, the two governments said in a statement \
after talks in Mombasa.

The two sides also decided to share intelligence on the Indian Ocean.

India will train Kenyan officers in Kochi, its foreign minister said. He added that his country had no plans to \
station ships in Mombasa.

China, which has built much of the port, did not comment. Relations between Nairobi and New Delhi have been warm for \
decades, said Asha Roy, a professor at the University of Nairobi. "Kenya should buy Indian helicopters," she said."""

COMMENT = """Why the Baltic needs more ships

Security in the Baltic Sea has never been so fragile. Cables have been cut, and experts fear that more will follow.

Estonia and Finland must wake up. They should buy more patrol ships, and NATO would do well to help them.

There are good signs. In January, NATO sent ten ships to the Baltic Sea. Sweden has decided to build four more \
submarines. Whether that will be enough, nobody knows.

The next summit may bring more promises. Promises alone will not stop a trawler."""

SIGNING = """Joint Statement of the Ministers of Defence of Chile and New Zealand

1. The Ministers met in Santiago on 10 June 2025.

2. They welcomed the excellent state of the relationship and recalled their long friendship.

3. They decided to:

(a) exchange liaison officers from 2026;

(b) hold an annual exercise in the Southern Ocean; and

(c) open talks on an agreement on the protection of classified information.

4. Chile announced that it would send two officers to New Zealand's staff college in 2026.

5. We will review our progress in Wellington in 2026."""


# a few sentences and all their records
PASSAGES = """
Asked about Poland, Canada's defence minister said: "We are sending 200 soldiers to Romania." | \
under_way force_deployment CAN > ROU
Chile's navy has taken part in the exercise RIMPAC since 1996. It has no aircraft carrier. | \
under_way joint_training CHL
Vietnam has ordered nothing from Russia since 2019. Instead, Hanoi turned to South Korea, from which it will buy 20 \
howitzers. | planned capability VNM > KOR
Ankara will buy 40 Eurofighter jets; Athens has ordered 20 F-35 jets. | \
planned capability TUR; agreed capability GRC
Belgium has yet to deliver the F-16 fighters that it promised Ukraine in 2024. | agreed arms_transfer BEL > UKR
Germany will send a brigade to Lithuania. The brigade will train with Lithuanian troops. | \
planned force_deployment DEU > LTU; planned joint_training DEU LTU
Oman will hold a joint exercise with Kuwait. The exercise begins on 1 July. | planned joint_training KWT OMN
Peru and Chile have shared intelligence since 2010. Bolivia has shared none. | under_way information_sharing CHL PER
Norway said on Monday it would buy 16 helicopters. A day later, Sweden said it would not buy helicopters. | \
planned capability NOR; denied capability SWE
Italy, unlike France, has refused to send troops to Niger. France has kept 200 soldiers there. | \
denied force_deployment ITA > NER; under_way force_deployment FRA > NER
"Never again," the Polish president said in Warsaw. "We will spend 5 percent of GDP on defence." | \
planned budget_share POL
Australia signed the pact. Fiji, which had long hesitated, signed the mutual defence pact with Australia on Tuesday. | \
agreed mutual_defence AUS FJI
"""


@pytest.mark.parametrize(("text", "expected"), read_claims(PASSAGES), ids=lambda cell: str(cell)[:70])
def test_a_passage_gives_all_its_records(text: str, expected: list[str]) -> None:
    assert describe_all(text) == expected


def test_an_article_on_a_purchase() -> None:
    records = read(FRIGATES)
    purchases = [r for r in records if r.kind == "capability" and r.counterparts == ("ESP",)]
    assert {r.standing for r in purchases} == {"planned"}
    assert purchases[0].times.due is not None
    assert purchases[0].times.due.start_on == date(2032, 1, 1)
    assert {r.parties for r in records} == {("PRT",)}
    assert "under_way budget_share PRT" in describe_all(FRIGATES)
    assert "budget_amount" not in {r.kind for r in records}


def test_its_headline_is_not_counted_again() -> None:
    starts = [r.start for r in read(FRIGATES) if r.counterparts == ("ESP",)]
    assert starts
    assert all(start >= FRIGATES.index("LISBON") for start in starts)


def test_an_article_on_a_visit() -> None:
    assert describe_all(VISIT) == [
        "agreed information_sharing IND KEN",
        "agreed joint_training IND KEN",
        "denied force_deployment IND > KEN",
        "planned third_party_support IND > KEN",
    ]


def test_a_comment_holds_only_its_facts() -> None:
    assert describe_all(COMMENT) == ["agreed capability SWE", "completed force_deployment NATO"]


def test_a_joint_statement() -> None:
    found = sorted(f"{record.standing} {describe(record)}" for record in read(SIGNING, "statement"))
    assert [line for line in found if "consultation" not in line] == [
        "agreed joint_training CHL NZL",
        "agreed personnel_exchange CHL NZL",
        "planned personnel_exchange CHL > NZL",
        "proposed information_sharing CHL NZL",
    ]


@pytest.mark.parametrize("text", [FRIGATES, VISIT, COMMENT, SIGNING], ids=["frigates", "visit", "comment", "signing"])
def test_records_come_in_the_order_of_the_text_and_quote_one_paragraph(text: str) -> None:
    records = read(text)
    assert [r.start for r in records] == sorted(r.start for r in records)
    assert not [r for r in records if "\n\n" in text[r.start : r.end]]


DECIDED = """We, the Minister of Defence of the Republic of Chile, the State Secretary at the Ministry of Defence of \
Peru and the Deputy Minister of Defence of Ecuador, gathered in Lima on 3 June 2025,

Noting the work of our experts in the past year;

Have decided:

1. To set up a steering committee of the commanders of the three navies, which will meet twice a year.

2. To share information on the position of mines among the three naval headquarters.

Our next meeting will take place in Arica in 2027.
"""


def test_the_points_of_a_declaration_bind_those_who_open_it() -> None:
    assert describe_all(DECIDED, "declaration") == [
        "agreed consultation CHL ECU PER",
        "agreed information_sharing CHL ECU PER",
        "planned consultation CHL ECU PER",
    ]


def test_a_council_that_publishes_a_text_speaks_for_its_publisher() -> None:
    said = "The Council has today extended the mandate of the EU training mission for Ukrainian soldiers until 2028."
    records, _ = extract_document(said, PUBLISHED, "Training mission extended", "Council of the EU", "statement")
    assert [(r.kind, r.standing, r.parties, r.counterparts) for r in records] == [
        ("third_party_support", "agreed", ("EU",), ("UKR",))
    ]
