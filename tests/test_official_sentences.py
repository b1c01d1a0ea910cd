"""Sentences as ministries and alliances write them: joint statements, a declaration, a fact sheet."""

import pytest

from tests.marks import read_lines
from tests.readings import describe, read, read_claims

MINISTERS = "Joint Statement of the Defence Ministers of Australia and Japan"
MINISTERS_SAY = """
The Ministers decided to hold a joint exercise with the United States every year. | agreed joint_training AUS JPN USA
The Ministers welcomed the entry into force of the Reciprocal Access Agreement in August 2023. | \
in_force access_and_status AUS JPN
The Ministers concurred on accelerating joint research on unmanned underwater vehicles. | \
agreed technology_cooperation AUS JPN
The Ministers welcomed Japan's decision to send a liaison officer to Australia's Joint Operations Command. | \
agreed personnel_exchange JPN > AUS
Both Ministers committed to explore the joint production of missiles. | proposed industrial_cooperation AUS JPN
The Ministers looked forward to their next meeting in Tokyo in 2026. | planned consultation AUS JPN
Australia announced that it would deploy a surveillance aircraft to Poland. | planned force_deployment AUS > POL
We will increase the number of our joint air exercises. | planned joint_training AUS JPN
We are pleased to announce the signature of an agreement on the exchange of classified information. | \
agreed information_sharing AUS JPN
The two countries intend to develop long-range missiles together. | planned industrial_cooperation AUS JPN
Our two forces trained together for the first time in Darwin in 2023. | completed joint_training AUS JPN
The Ministers expressed grave concern about the situation in the South China Sea. | -
The Ministers underscored the importance of the rule of law. | -
The Ministers reaffirmed that their partnership rests on shared values. | -
The Ministers strongly opposed any attempt to change the status quo by force. | -
"""

SUMMIT = "Declaration of the heads of state and government of NATO"
SUMMIT_SAYS = """
We commit to invest 3 percent of GDP annually in defence by 2032. | agreed budget_share NATO
We will continue our military support for Ukraine. | under_way third_party_support NATO > UKR
Allies have agreed to share more intelligence on sabotage. | agreed information_sharing NATO
Allies increased their defence spending by 11 percent last year. | completed budget_amount NATO
The Alliance will open a liaison office in Jordan. | planned consultation NATO > JOR
We reaffirm our commitment to Article 5, under which an attack on one Ally is an attack on all. | \
in_force mutual_defence NATO
We have agreed to establish a new command for the training of Ukrainian soldiers. | \
agreed third_party_support NATO > UKR
Allies will train more often in the High North. | planned joint_training NATO
We urge Iran to stop its transfer of drones to Russia. | -
We condemn attacks on civilians in the strongest terms. | -
Deterrence rests on an appropriate mix of capabilities. | -
We pay tribute to all who serve. | -
"""

SHEET = "FACT SHEET: The United States and its partners in the Indo-Pacific"
SHEET_SAYS = """
The United States will provide $50 million in military assistance to the Philippines. | \
planned third_party_support USA > PHL
- **Intelligence**: The United States and India will share satellite intelligence. | planned information_sharing IND USA
Japan has committed to buy 400 Tomahawk missiles from the United States. | agreed capability JPN > USA
The United States intends to sell Saudi Arabia 48 fighter jets. | planned arms_transfer USA > SAU
The Department of Defense will increase rotations of bombers to Australia. | planned force_deployment USA > AUS
The President will ask Congress for $1 billion in military aid to Taiwan. | proposed third_party_support USA > TWN
**Joint patrols.** The U.S. Navy and the Indonesian Navy will conduct joint patrols near the Natuna Islands. | \
planned force_deployment IDN USA
The United States, Japan, and South Korea activated a system for sharing missile warning data in December 2023. | \
in_force information_sharing JPN KOR USA
Today, the President announced that the United States will send Abrams tanks to Ukraine. | \
planned arms_transfer USA > UKR
The partnership has never been stronger. | -
America remains the partner of choice in the region. | -
"""

CLAIMS = [
    (title, document_type, *claim)
    for title, document_type, table in (
        (MINISTERS, "statement", MINISTERS_SAY),
        (SUMMIT, "declaration", SUMMIT_SAYS),
        (SHEET, "statement", SHEET_SAYS),
    )
    for claim in read_claims(table)
]


@pytest.mark.parametrize(("title", "document_type", "text", "expected"), CLAIMS, ids=lambda cell: str(cell)[:70])
def test_an_official_sentence_gives_all_its_records(
    title: str, document_type: str, text: str, expected: list[str]
) -> None:
    found = read(text, document_type, title)
    assert sorted(f"{record.standing} {describe(record)}" for record in found) == expected
    assert {record.voice.voice for record in found} <= {"official_text", "official_paraphrase", "official_quote"}


PREAMBLES = """
Recalling the treaty of 1951 and mindful of their long friendship, the Ministers met in Tokyo.
Noting the growing challenges in the region,
Done at Tokyo in two copies, each in the English and Japanese languages.
The Ministers thanked the people of Japan for their hospitality.
For further information, please contact the press office of the ministry.
"""


@pytest.mark.parametrize("text", read_lines(PREAMBLES))
def test_ceremony_is_no_commitment(text: str) -> None:
    assert read(text, "statement", MINISTERS) == []


def test_a_list_of_a_declaration_inherits_who_and_how() -> None:
    text = (
        "To this end, Australia and Japan will:\n\n"
        "1. deploy liaison officers to each other's headquarters;\n\n"
        "2. hold an annual exercise in northern Australia; and\n\n"
        "3. share data from maritime surveillance."
    )
    found = sorted(f"{record.standing} {describe(record)}" for record in read(text, "statement", MINISTERS))
    assert found == [
        "planned information_sharing AUS JPN",
        "planned joint_training AUS JPN",
        "planned personnel_exchange AUS JPN",
    ]


def test_numbered_paragraphs_are_no_list() -> None:
    text = (
        "1. The Ministers met in Tokyo.\n\n2. They agreed to hold a joint exercise in 2026.\n\n"
        "3. Australia refused to deploy troops to Ukraine."
    )
    found = sorted(f"{record.standing} {describe(record)}" for record in read(text, "statement", MINISTERS))
    assert found == ["agreed joint_training AUS JPN", "denied force_deployment AUS > UKR"]
