"""Deployments: what is moved and where to, in whose land, and what only looks like one."""

import pytest

from tests.readings import describe_all, read_claims

MOVED = """
Some 300 Ghanaian soldiers are still in Liberia. | under_way force_deployment GHA > LBR
Up to 90 Chilean troops would be deployed to Bosnia, the defence ministry said. | planned force_deployment CHL > BIH
Four Hungarian Gripen jets are coming to Lithuania. | under_way force_deployment HUN > LTU
Six F-16C Falcons of the Danish air force have been deployed to Estonia. | completed force_deployment DNK > EST
Thailand will increase the number of its troops in southern Sudan. | planned force_deployment THA > SDN
There are about 300 Italian troops based in Kosovo. | under_way force_deployment ITA > XKX
The Royal Navy's Third Fleet is permanently based in Bahrain. | under_way force_deployment GBR > BHR
Spain's deployment in Latvia will begin in July under the NATO plan. | planned force_deployment ESP > LVA
NATO ships began a patrol of the Baltic Sea on Monday. | under_way force_deployment NATO
Norway has sent three fighter jets fitted with missiles to Iceland. | completed force_deployment NOR > ISL
Battle Group Slovakia includes soldiers from Portugal and Slovenia. | under_way force_deployment PRT SVN > SVK
The battle group in Bulgaria has Italy as framework nation. | under_way force_deployment ITA > BGR
Kenya sent a contingent of 200 soldiers to conflict-torn Somalia. | completed force_deployment KEN > SOM
Peru will contribute 60 soldiers to the peacekeeping mission in Lebanon. | planned force_deployment PER > LBN
In the wake of the fighting in Sudan, Egypt sent a naval unit to Djibouti. | completed force_deployment EGY > DJI
The minister thanked Slovenia for its contributions to the peacekeeping mission in Lebanon. | \
under_way force_deployment SVN > LBN
Two Greek frigates are on their way to Djibouti. | under_way force_deployment GRC > DJI
An Italian frigate dropped anchor off Beirut on Friday. | completed force_deployment ITA > LBN
Some 2,000 Kenyan soldiers crossed into Somalia on Monday. | completed force_deployment KEN > SOM
There will be no Hungarian troops in Mali, the minister said. | denied force_deployment HUN > MLI
Ghana is airlifting more soldiers to Haiti. | under_way force_deployment GHA > HTI
The Czech contingent came home from Mali in May. | completed force_deployment CZE > MLI
Chile has promised 50 soldiers for the mission in Haiti. | agreed force_deployment CHL > HTI
Ghana already has troops in Haiti. | under_way force_deployment GHA > HTI
Sweden will maintain its exercise activity and presence in the Baltic Sea. | \
under_way force_deployment SWE; under_way joint_training SWE
"""

PLACES = """
Kenya is a partner of Somalia. Some 400 Kenyan soldiers are stationed in the country. | \
under_way force_deployment KEN > SOM
Rwanda helped Mozambique. The last Rwandan troops left the country in May 2025. | suspended force_deployment RWA > MOZ
Ghana will station 300 soldiers in Monrovia. | planned force_deployment GHA > LBR
Chad broke with its old partner. France has kept 200 soldiers there. | under_way force_deployment FRA > TCD
Norway will send 200 soldiers to Latvia in May. The troops will be deployed to Riga. | \
planned force_deployment NOR > LVA
There are no plans to send Danish soldiers to fight in Mali. | denied force_deployment DNK > MLI
"""

WITHDRAWN = """
Italy completed its withdrawal from the air base in Chad in May 2025. | suspended force_deployment ITA > TCD
There will be no deployment of Danish troops to Mali, the minister said. | denied force_deployment DNK > MLI
Ghana withdrew its troops from Liberia. | suspended force_deployment GHA > LBR
Ghana will withdraw its troops from Liberia next year. | planned force_deployment GHA > LBR
Ghana is withdrawing its troops from Liberia. | under_way force_deployment GHA > LBR
Ghana agreed to withdraw its troops from Liberia by 2027. | agreed force_deployment GHA > LBR
"""

STILL = """
The aircraft left the air base in the rain, watched by the Dutch defence minister.
The Peruvian navy sails, flies and trains wherever the law allows.
Georgia met guests beside 3,000 troops from Malta in the stadium.
The Chilean minister will contribute to the maintenance of the jets.
Kuwait hosted the aircraft.
The frigate was chosen to replace five old ships of the Kenyan navy.
A radar station of the Armenian army was hit in the night.
Estonia expressed concern over troop deployments by Belarus to Abkhazia.
The Chilean army crossed the river at night.
The Kenyan army has put its name to the plan in Nairobi.
The three navies are going to paint their ships in Lima.
Norwegian sailors serve in the kitchen of a submarine.
The law lets Danish troops be stationed abroad.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    read_claims(MOVED + PLACES + WITHDRAWN),
    ids=lambda cell: cell[:70] if isinstance(cell, str) else "",
)
def test_forces_go_where_a_state_sends_them(text: str, expected: list[str]) -> None:
    assert describe_all(text) == expected


@pytest.mark.parametrize("text", STILL.strip().splitlines())
def test_what_nobody_sends_is_no_deployment(text: str) -> None:
    assert [found for found in describe_all(text) if "force_deployment" in found] == []
