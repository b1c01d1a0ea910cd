"""Meetings that are records: to come, hosted, first, founded; and agreements on troops in each other's land."""

import pytest

from tests.readings import describe_all, read_claims

MEETINGS = """
The 2+2 dialogue between Kenya and India will take place in Nairobi in September. | planned consultation IND KEN
Kenya and India will hold the next edition of the '2+2' dialogue on 20 July. | planned consultation IND KEN
Allies are set to gather in Oslo on 20 July for a summit of NATO. | planned consultation NATO
The fourth round of the India-Kenya defence dialogue will be held on 20 July. | planned consultation IND KEN
The defence ministers of Kenya and Ghana committed to meet regularly. | agreed consultation GHA KEN
Kenya's defence minister will meet with counterparts from Ghana and Togo next week. | planned consultation GHA KEN TGO
The NATO summit in Oslo starts on Friday. | planned consultation NATO
Kenya will host the defence ministers of Ghana and Togo in Nairobi for talks on security. | \
planned consultation KEN > GHA TGO
The first trilateral meeting of the defence ministers of Kenya, Ghana and Togo was held in Accra. | \
completed consultation GHA KEN TGO
Kenya and Ghana agreed to set up a framework for consultations on economic security. | agreed consultation GHA KEN
"""

REPORTED = """
Kenya's defence minister held bilateral talks with his Ghanaian counterpart.
At their bilateral defence talks in Accra last week, the ministers of Kenya and Ghana praised the guard of honour.
Kenya thanked Ghana for hosting the security dialogue in May.
The ministers of Kenya and Ghana welcomed the steps by other partners to help Togo.
"""

LANDS = """
Kenya and Ghana signed a defence agreement that lays out rules for visiting troops. | agreed access_and_status GHA KEN
Kenya and Ghana will start talks on a defence pact that would allow them to deploy troops on each other's territory. | \
proposed access_and_status GHA KEN
Kenya ruled out the basing of Indian troops on its soil. | denied access_and_status KEN > IND
Kenya and Ghana signed a defence agreement. | agreed mutual_defence GHA KEN
"""


@pytest.mark.parametrize(
    ("text", "expected"), read_claims(MEETINGS + LANDS), ids=lambda cell: cell[:70] if isinstance(cell, str) else ""
)
def test_meetings_to_come_and_pacts_on_troops_are_records(text: str, expected: list[str]) -> None:
    assert describe_all(text) == expected


@pytest.mark.parametrize("text", REPORTED.strip().splitlines())
def test_a_meeting_that_is_only_reported_is_none(text: str) -> None:
    assert describe_all(text) == []
