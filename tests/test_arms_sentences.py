"""Sentences on arms: who sells, buys, gives, receives, lets buy and delivers, in the ways in which texts word it."""

import pytest

from tests.readings import describe_all, read_claims

SENTENCES = """
Peru and Sweden signed a contract for twelve Gripen jets. | agreed capability PER > SWE
Sweden and Peru signed a letter of intent on the export of Gripen jets. | agreed arms_transfer SWE > PER
Colombia has picked Spain's frigate for its navy. | agreed capability COL > ESP
Chile has chosen Italy as its partner for the acquisition of four frigates. | agreed capability CHL > ITA
Kenya flies old helicopters, of which it has ordered ten more. | agreed capability KEN
The missiles that Chile has ordered from Norway are slow. | agreed capability CHL > NOR
The minister flew to Portugal, from which Ghana will buy six patrol boats. | planned capability GHA > PRT
Washington has cleared Peru to buy 24 F-16 jets. | agreed arms_transfer USA > PER
The State Department approved a request by Chile to purchase Harpoon missiles. | agreed arms_transfer USA > CHL
Kenya secured approval for Ghana to buy drones. | agreed arms_transfer KEN > GHA
Saab will deliver four radars to Peru by 2027. | planned capability PER
Chile took delivery of a first shipment of tanks from Spain. | completed capability CHL > ESP
Portugal will buy 2,000 drones for Moldova. | planned arms_transfer PRT > MDA
Spain will support Moldova with radars and shells. | planned arms_transfer ESP > MDA
Norway unveiled a support package for Moldova covering shells and drones. | planned arms_transfer NOR > MDA
The howitzers that Norway has promised to send to Moldova are old. | agreed arms_transfer NOR > MDA
Ireland gave non-lethal supplies to the army of Moldova. | completed third_party_support IRL > MDA
Ireland pledged to help Moldova defend itself. | agreed third_party_support IRL > MDA
Spain will support the full range of Jordan's defence needs. | planned third_party_support ESP > JOR
Spain announced 40 million euros for the Jordanian armed forces. | planned third_party_support ESP > JOR
Spain praised the support for Jordan in its fight against floods. | -
Spain is training 400 Jordanian officers. | under_way third_party_support ESP > JOR
Portugal is working with Brazil to develop and build missiles. | under_way industrial_cooperation BRA PRT
Brazil, Chile and Peru agreed to collaborate on the development of a cruise missile. | \
agreed industrial_cooperation BRA CHL PER
The Moldovan army received 20 military vehicles from Spain. | completed third_party_support ESP > MDA
Spain supports the fullest possible involvement of Jordan in the defence talks. | -
Spain wants to join the fighter programme of Italy and Japan. | proposed industrial_cooperation ESP > ITA JPN
Greece and Italy agreed to open a repair hub for warships. | agreed industrial_cooperation GRC ITA
Brazil and Chile will jointly research, design and produce drones. | planned industrial_cooperation BRA CHL
Chile and Peru agreed to strengthen cooperation between their defence industries. | \
agreed industrial_cooperation CHL PER
Norway and Iceland will cooperate in cyber defence, training and technology. | \
planned cyber_defence ISL NOR; planned joint_training ISL NOR; planned technology_cooperation ISL NOR
Ghana's navy has quietly taken in four corvettes. | completed capability GHA
Moldova asked Spain for twelve howitzers, its foreign minister said. | called_for arms_transfer ESP > MDA
Ghana will get six helicopters from Spain. | planned capability GHA > ESP
Ghana ought to acquire more frigates. | -
Norway made over twelve howitzers to Moldova. | completed arms_transfer NOR > MDA
Ghana's navy put its name to a contract for the S-400 Triumf. | agreed capability GHA
Peru's ministry chose its aircraft. Twelve Gripens will be built at Lima. | planned capability PER
The allies pledged support for Jordan. Spain will send 40 anti-tank missiles. | planned arms_transfer ESP > JOR
Portuguese instructors are schooling soldiers from Mozambique in Maputo. | under_way third_party_support PRT > MOZ
Peru and Chile will fabricate hulls for corvettes in common. | planned industrial_cooperation CHL PER
Chile and Peru opened a laboratory where their armies study robots. | in_force technology_cooperation CHL PER
Peru will set up a drone brigade, the undersecretary said. | planned capability PER
"""


@pytest.mark.parametrize(("text", "expected"), read_claims(SENTENCES))
def test_a_sentence_on_arms_gives_all_its_records(text: str, expected: list[str]) -> None:
    assert describe_all(text) == expected
