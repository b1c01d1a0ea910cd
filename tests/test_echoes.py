"""What a text says again with less, and wordings of what binds, by whom and when."""

import pytest

from tests.marks import read_rows
from tests.readings import describe_all, read, read_claims

# text | how many records it holds
ECHOES = """
Kenya has sent 400 soldiers to Somalia. The talks began after Nairobi deployed troops in the region. | 1
Kenya sent 400 soldiers to Somalia. Kenya also sent 30 soldiers home. | 1
Chile and Peru will hold a joint naval exercise in May. The Chilean army is preparing for the military drills. | 1
Norway will give Moldova military aid worth 20 million euros. Norway continues to give Moldova military aid. | 1
Norway will give Moldova military aid worth 20 million euros. Norway gave Moldova military aid in 2023. | 2
Kenya has sent 400 soldiers to Somalia. Kenya sent 30 soldiers to Mozambique in May. | 2
"""


@pytest.mark.parametrize(("text", "count"), read_rows(ECHOES), ids=lambda cell: cell[:60])
def test_an_echo_is_no_second_record(text: str, count: str) -> None:
    assert len(read(text)) == int(count)


WORDINGS = """
Estonian politicians said that German troops would be sent to Estonia. | planned force_deployment DEU > EST
President Boric said his country's defence of Peru was ironclad. | in_force mutual_defence CHL > PER
“Our donation of eight tanks to Ukraine is on its way,” the Norwegian minister said. | \
under_way arms_transfer NOR > UKR
Norway will donate eight battletanks to Ukraine. | planned arms_transfer NOR > UKR
Peru recently gifted two fast interceptor crafts to Kenya. | completed arms_transfer PER > KEN
Estonia receives its own rocket launchers by 2027. | planned capability EST
The budget funds the purchase of two frigates for the Chilean navy. | planned capability CHL
The ministers welcomed the development of a Chilean-Peruvian defence cooperation agreement. | \
proposed mutual_defence CHL PER
The EU adopted an assistance measure of 9 million euros for the army of Moldova. | \
agreed third_party_support EU > MDA
The Danish deployment in Estonia will begin in July. | planned force_deployment DNK > EST
Chile has been a NATO member since 2004. | in_force mutual_defence CHL > NATO
Turkey will continue to support the Libyan army with training. | under_way third_party_support TUR > LBY
China suspended its military dialogue with the United States over the arms sale. | suspended consultation CHN > USA
About 10,000 North Korean troops are in Russia's Kursk region. | under_way force_deployment PRK > RUS
Sweden will contribute a battalion of 600 soldiers to the NATO brigade in Latvia. | planned force_deployment SWE > LVA
The European Union allocated 20 million euros to the Armenian armed forces. | agreed third_party_support EU > ARM
Norway proposed 20 billion kroner for the Norwegian armed forces. | proposed budget_amount NOR
Ireland will treble its defence spending by 2030. | planned budget_amount IRL
The UN Security Council extended the mandate of UNIFIL until the end of 2026. | agreed force_deployment UN
Kenya put a first shipment of radars into service. | under_way capability KEN
Chile received a first shipment of tanks from Spain. | completed arms_transfer ESP > CHL
"""


@pytest.mark.parametrize(("text", "records"), read_claims(WORDINGS))
def test_a_wording_says_who_and_how(text: str, records: list[str]) -> None:
    assert describe_all(text) == records


# published on 11 June 2025, a Wednesday; text | `due`
DAYS = """
Peru unveiled plans to raise the defence budget to 2 percent of GDP on Tuesday. | -
Peru plans to hold a joint exercise with Chile on Tuesday. | 2025-06-17
Chile and Peru began a joint exercise on Monday. The drills will last ten days. | -
Chile and Peru began exercise Condor on Monday. It rained. It rained. It rained. The drills will end on 20 June. | \
2025-06-20
"""


@pytest.mark.parametrize(("text", "due"), read_rows(DAYS), ids=lambda cell: cell[:60])
def test_a_day_belongs_to_what_is_announced_or_to_what_is_done(text: str, due: str) -> None:
    (record,) = read(text)
    assert (record.times.due.end_on.isoformat() if record.times.due else "-") == due
