"""What comes out wrong in the news: a headline beside its story, a name that is only described, a borrowed doer."""

import pytest

from tests.marks import read_rows
from tests.readings import describe_all, read, read_claims

# A ¶ is a line break; the first line is the headline
HEADLINES = """
Chile sends two frigates to Kenya¶¶Chile has sent two frigates to Kenya, its ministry said. | \
completed force_deployment CHL > KEN
Norway hands over ten tanks to Moldova¶¶Norway handed over ten tanks to the Moldovan army on Monday. | \
completed arms_transfer NOR > MDA
Chile, Peru hold naval drills¶¶The navies of Chile and Peru will hold joint naval drills in July. | \
planned joint_training CHL PER
Chile and Peru sign intelligence pact¶¶Chile and Peru are negotiating an intelligence-sharing agreement. | \
proposed information_sharing CHL PER
"""


@pytest.mark.parametrize(("text", "records"), read_claims(HEADLINES))
def test_a_headline_and_its_story_are_one(text: str, records: list[str]) -> None:
    assert describe_all(text.replace("¶", "\n")) == records


def test_a_headline_of_another_deed_is_no_part_of_the_story() -> None:
    text = "Chile sends two frigates to Kenya\n\nPeru has sent two frigates to Kenya, its ministry said."
    assert describe_all(text) == ["completed force_deployment PER > KEN", "under_way force_deployment CHL > KEN"]


DESCRIBED = """
Serbia, a Chinese ally, bought eight helicopters. | completed capability SRB
Norway sold four jets to Peru's neighbouring country, Chile, last year. | completed arms_transfer NOR > CHL
Rwandan troops were deployed in Kenya at the request of the government of Kenya. | \
completed force_deployment RWA > KEN
Following the NATO summit in Wales, British troops were sent to Ukraine. | completed force_deployment GBR > UKR
Georgian soldiers served in a Lithuanian-led team in Kenya in 2012. | completed force_deployment GEO > KEN
Tensions rise with Turkey. Jets from Chile will train jointly with the Greek air force. | \
planned joint_training CHL GRC
"""


@pytest.mark.parametrize(("text", "records"), read_claims(DESCRIBED))
def test_a_name_that_only_describes_takes_no_part(text: str, records: list[str]) -> None:
    assert describe_all(text) == records


DOERS = """
The Kenyan ministry announced the arrival of the first group of Chilean soldiers. | \
planned force_deployment CHL > KEN
Kenya welcomed a move by Chile two weeks ago to send two warships for joint drills with the Kenyan navy. | \
under_way force_deployment CHL; under_way joint_training CHL KEN
Somalia has approved the deployment of Egyptian forces. | agreed force_deployment EGY > SOM
Discussions about Chile potentially contributing troops to a new African Union mission in Somalia remain unresolved. | \
proposed force_deployment CHL > SOM
Hungarian fighters will police Slovenia's airspace. | planned force_deployment HUN > SVN
Peru has had tense relations with Chile since signing a defence pact with China in April. | \
agreed mutual_defence CHN PER
China struck a security pact with Tonga. | agreed mutual_defence CHN TON
Niger cancelled its defence agreement with France. | suspended mutual_defence NER > FRA
Slovenia opted to rely on allies rather than buying fighters. | -
Chile sent troops to Peru to conduct joint training. | completed force_deployment CHL > PER; \
completed joint_training CHL PER
The Chilean and Greek navies will hold drills in waters claimed by Turkey. | planned joint_training CHL GRC
The ministers of Chile and Peru vetted plans for an upcoming naval exercise. | planned joint_training CHL PER
Chile will be glad. Around 95 soldiers of the 113th regiment will soon deploy to Kosovo. | \
planned force_deployment CHL > XKX
Chile and Peru met. At least 30 nations have sent military aid to Moldova. | -
"""


@pytest.mark.parametrize(("text", "records"), read_claims(DOERS))
def test_who_does_it_is_not_who_tells_of_it(text: str, records: list[str]) -> None:
    assert describe_all(text) == records


# text | value of the quantity
COUNTS = """
Brazil will buy 36 JAS 39 fighters from Sweden. | 36
Two pacts were signed, one allowing Chilean troops to be stationed in Kenya. | -
"""


@pytest.mark.parametrize(("text", "value"), read_rows(COUNTS), ids=lambda cell: cell[:60])
def test_a_name_with_a_number_counts_nothing(text: str, value: str) -> None:
    found = [f"{r.quantity.value:g}" if r.quantity else "-" for r in read(text)]
    assert set(found) == {value}


def test_earlier_this_month_is_when_it_was_signed() -> None:
    (record,) = read("Earlier this month Chile signed a defence pact with Peru.")
    assert record.times.announced is not None
    assert record.times.due is None


# published on 11 June 2025, a Wednesday: text | when it was announced
EVENTS = """
Chile will buy 12 tanks from Peru, the ministers said after talks in Kenya on Tuesday. | 2025-06-10
Chile will buy 12 tanks from Peru, the ministers said, after an offer to build them in 2018. | -
"""


@pytest.mark.parametrize(("text", "day"), read_rows(EVENTS), ids=lambda cell: cell[:60])
def test_talks_of_the_week_date_what_was_said_after_them_and_older_events_do_not(text: str, day: str) -> None:
    (record,) = {r.times for r in read(text)}
    assert (record.announced.start_on.isoformat() if record.announced else "-") == day


DESCRIPTIONS = """
The fighter is designed to replace Chile's ageing jets. | -
Chile seeks a role in Peru's submarine programme. | -
The minister of Chile visited the naval exercise. | -
The chairman of the NATO Military Committee announced a new team. | -
Chile has failed to deliver the howitzers to Ukraine. | -
The gift is worth 27 per cent of Peru's defence budget. | -
Chile will replace its ageing fighters with 20 new jets. | planned capability CHL
"""


@pytest.mark.parametrize(("text", "records"), read_claims(DESCRIPTIONS))
def test_what_is_only_described_is_no_commitment(text: str, records: list[str]) -> None:
    assert describe_all(text) == records


def test_members_of_an_organisation_that_are_named_take_part_in_its_exercise() -> None:
    text = (
        "A CSTO exercise, dubbed Indestructible Brotherhood, will take place in Tajikistan in July. Contingents of "
        "Armenia, Belarus and Kazakhstan will take part in the exercise."
    )
    assert describe_all(text) == ["planned joint_training ARM BLR CSTO KAZ"]


def test_a_force_that_is_named_is_its_own_senders() -> None:
    text = "Kenya left missions in Congo and Mali. Those pale beside the withdrawal of Irish troops from Lebanon."
    assert describe_all(text)[-1].endswith("force_deployment IRL > LBN")


def test_with_whom_one_trains_is_no_number_of_ships() -> None:
    (record,) = [
        r for r in read("Chile will conduct an exercise with a Peruvian navy ship.") if r.kind == "joint_training"
    ]
    assert record.quantity is None


# text | how many records it holds
TWICE = """
Chile buys Spanish tanks¶¶Chile has approved the purchase of 12 tanks. | 1
Chile signed a deal with Spain to buy 12 tanks. A Spanish firm will supply 12 tanks to Chile. | 1
Chile and Peru pledged to give Ukraine fighter jets. They will transfer the jets to Ukraine. | 1
Chile will hold an exercise with Peru. Over 900 soldiers are taking part in the fifth edition of the exercise. | 1
"""


@pytest.mark.parametrize(("text", "count"), read_rows(TWICE), ids=lambda cell: cell[:60])
def test_what_is_told_from_both_sides_or_again_is_one_record(text: str, count: str) -> None:
    assert len(read(text.replace("¶", "\n"))) == int(count)


def test_a_date_of_another_clause_is_not_that_of_the_deed() -> None:
    found = {r.kind: r.times for r in read("Chile, having sold two frigates to Kenya, aims to join a summit in 2030.")}
    assert found["arms_transfer"].due is None


NOT_VETOED = """
France will send 600 troops to Mali to fight militants. | planned force_deployment FRA > MLI
Poland will station missiles in Lithuania to defend against Belarus. | planned force_deployment POL > LTU
Denmark will raise its defence budget to 50 billion kroner in response to Russia. | planned budget_amount DNK
A new Kenyan contingent will replace the Ugandan troops in Somalia. | planned force_deployment KEN > SOM
A Norwegian pilot completed 30 combat missions. | -
China completed an international mission to the space station. | -
Serbia (a Chinese ally) bought eight helicopters. | completed capability SRB
"""


@pytest.mark.parametrize(("text", "records"), read_claims(NOT_VETOED))
def test_what_stands_beside_a_deed_does_not_take_it_away(text: str, records: list[str]) -> None:
    assert describe_all(text) == records


HINDERED = """
Chile reiterated its commitment to preventing Peru from obtaining ballistic missiles.
Chile has prohibited the Kenyans from deploying the rocket systems in Somalia.
Peru was barred from buying fighter jets.
Chile wants to stop Peru from stationing troops in Bolivia.
"""


@pytest.mark.parametrize("text", HINDERED.strip().splitlines())
def test_what_one_keeps_another_from_binds_nobody(text: str) -> None:
    assert describe_all(text) == []


BEHIND = """
Kenya was excluded from the programme due to its deployment of Russian missile systems. | -
Peru has made various offers regarding the delivery of its missiles to third parties. | -
The general listed weapons systems that Chile possesses. | -
Officials linked the decision to a review of Chile's forces in Peru. | -
We will not allow any NATO state to deploy troops in Moldova, the Russian minister said. | -
Whether to send tanks to Peru was a subject of debate in Chile. | -
Norway initially opposed the sale of jets to Peru. | -
The Norwegian package for Peru does not include tanks. | -
The shelling left four Kenyan soldiers wounded. | -
"""


@pytest.mark.parametrize(("text", "records"), read_claims(BEHIND))
def test_what_a_sentence_tells_behind_its_deed_binds_nobody(text: str, records: list[str]) -> None:
    assert describe_all(text) == records


TURNED = """
Kenya wanted to buy Gripen fighters but had to drop the plan. | suspended capability KEN
Chile is the second state to buy the fighters. | completed capability CHL
Two Chilean soldiers were also being sent to Lima. | under_way force_deployment CHL > PER
They spoke of a decades-old defence treaty signed by Chile and Peru. | in_force mutual_defence CHL PER
Norway closed its airspace to Russian military aircraft. | denied access_and_status NOR > RUS
Kenya is building a military base between Somalia and the sea for American forces. | \
under_way access_and_status KEN > USA
"""


@pytest.mark.parametrize(("text", "records"), read_claims(TURNED))
def test_how_binding_it_is_by_a_word_beside_it(text: str, records: list[str]) -> None:
    assert describe_all(text) == records


SHIPS = """
USS Nimitz and JS Kaga will conduct a passing exercise. | planned joint_training JPN USA
HMS Kent visited Lisbon on Monday. | completed force_deployment GBR > PRT
Destroyers from the USS Nimitz group and the Chilean navy conducted integrated operations. | \
completed joint_training CHL USA
"""


@pytest.mark.parametrize(("text", "records"), read_claims(SHIPS))
def test_a_ship_is_of_the_navy_whose_prefix_it_bears(text: str, records: list[str]) -> None:
    assert describe_all(text) == records
