"""What each kind holds: verbs and nouns, actives and passives of every kind, and which kind wins where two could be."""

import pytest

from schemas.terms import list_terms
from tests.marks import read_lines
from tests.readings import describe, read

# kind: texts that hold one record, of that kind
KINDS = """
# budget_share
Slovenia will spend 2 percent of its GDP on defence.
Slovenia's military expenditure will reach 2 percent of GDP in 2030.
Slovenia has pledged to meet NATO's 2 percent target by 2030.
Slovenia will lift its defence budget to 2% of GDP.
Slovenia devotes 1.3 percent of gross domestic product to its armed forces.
Slovenia's defence outlays amounted to 1.3 percent of GDP in 2024.
Slovenia raised its target for military spending to 3 percent of GDP.
# budget_amount
Slovenia will increase its defence budget by 300 million euros.
Slovenia approved a defence budget of 1.2 billion euros.
Slovenia plans to double military spending.
Slovenia's government agreed to spend an extra 300 million euros on its armed forces.
Slovenia cut its defence budget by 5 percent.
Slovenia will boost military spending.
# information_sharing
Slovenia and Malta agreed to exchange intelligence.
Slovenia and Malta will share radar data.
Slovenia and Malta signed an agreement on the protection of classified information.
Slovenia and Malta signed a General Security of Information Agreement.
Slovenia and Malta set up a military hotline.
Slovenia and Malta decided to link their early-warning systems.
Slovenia and Malta agreed on the exchange of classified military information.
# joint_training
Slovenia and Malta will hold military drills.
Slovenia and Malta conducted naval manoeuvres in May.
Slovenia and Malta began joint military training on Monday.
Slovenian and Maltese troops will train together in May.
Slovenia will participate in the exercise Cold Response.
Slovenia and Malta agreed to conduct regular war games.
Slovenian soldiers trained alongside Maltese soldiers in May.
Slovenia and Malta staged a live-fire exercise.
# logistics_support
Slovenia and Malta signed an acquisition and cross-servicing agreement.
Slovenia and Malta agreed to supply each other's forces with food, fuel and ammunition.
Slovenia and Malta signed a mutual logistics support agreement.
Slovenia and Malta agreed on the mutual provision of fuel to their navies.
Slovenia will refuel Maltese military aircraft in flight.
# access_and_status
Slovenia and Malta signed a reciprocal access agreement.
Slovenia and Malta signed a status of forces agreement.
Slovenia will grant Malta access to its naval base at Koper.
Slovenia agreed to let Maltese troops use its airfields.
Slovenia and Malta are negotiating a visiting forces agreement.
Slovenia and Malta concluded a basing agreement.
# force_deployment
Slovenia will deploy an infantry company to Kosovo.
Slovenia dispatched a patrol boat to the Gulf of Guinea.
Slovenia stationed 200 soldiers in Kosovo.
Slovenia will rotate troops through Kosovo.
Slovenian warships will patrol the Gulf of Guinea.
A Slovenian patrol ship sailed through the Taiwan Strait.
A Slovenian patrol ship visited Malta on Monday.
Slovenia doubled its contingent in Kosovo.
Slovenia announced the deployment of 200 soldiers to Kosovo.
Slovenia will contribute 200 soldiers to the NATO mission in Kosovo.
# capability
Slovenia will buy 12 howitzers.
Slovenia plans to acquire long-range missiles.
Slovenia announced the purchase of 12 howitzers.
Slovenia ordered 12 howitzers.
Slovenia will procure 12 howitzers.
Slovenia signed a contract for 12 howitzers.
Slovenia decided to introduce counterstrike capabilities.
Slovenia will set up a drone brigade.
Slovenia will build four submarines.
Slovenia will modernise its fleet of tanks.
# arms_transfer
Slovenia will give Malta 12 howitzers.
Slovenia donated 12 howitzers to Malta.
Slovenia agreed to sell Malta 12 howitzers.
Slovenia will export armoured vehicles with missiles to Malta.
Slovenia approved the sale of 12 howitzers to Malta.
Slovenia handed over 12 howitzers to Malta.
Slovenia will transfer ammunition to Malta.
Slovenia pledged to arm Malta with anti-tank missiles.
Slovenia announced a shipment of artillery shells to Malta.
# industrial_cooperation
Slovenia and Malta will jointly develop a drone.
Slovenia and Malta agreed to co-produce artillery shells.
Slovenia and Malta agreed on the joint production of drones.
Slovenia and Malta signed an agreement on defence industrial cooperation.
Slovenia and Malta will build howitzers together.
Slovenia and Malta agreed on the joint maintenance of military helicopters.
Slovenia and Malta launched a joint programme to develop an armoured vehicle.
# technology_cooperation
Slovenia and Malta agreed to cooperate on military uses of artificial intelligence.
Slovenia and Malta agreed on joint research in quantum technology for defence.
Slovenia and Malta will cooperate on semiconductors for defence.
Slovenia and Malta signed a memorandum on cooperation in defence technology.
Slovenia and Malta agreed to develop common communication standards for their forces.
# cyber_defence
Slovenia and Malta agreed to cooperate on cyber defence.
Slovenia and Malta signed a memorandum on cybersecurity.
Slovenia and Malta will strengthen their cooperation against cyberattacks.
Slovenia and Malta agreed to improve network security.
Slovenia and Malta agreed to cooperate on hybrid threats.
Slovenia and Malta agreed to protect critical infrastructure together.
# countering_disinformation
Slovenia and Malta agreed to counter disinformation.
Slovenia and Malta will work together against disinformation.
Slovenia and Malta agreed to cooperate in countering foreign information manipulation.
Slovenia and Malta pledged to fight fake news and propaganda from abroad together.
# personnel_exchange
Slovenia and Malta agreed to exchange officers.
Slovenia will send a liaison officer to Malta.
Slovenia will second two officers to NATO headquarters.
Slovenia will send cadets to Malta's military academy.
Slovenia announced the secondment of two officers to NATO headquarters.
# consultation
Slovenia and Malta will hold a defence dialogue in May.
Slovenia will host a meeting of NATO defence ministers in May.
Slovenia and Malta set up a joint defence committee.
Slovenia and Malta launched a strategic dialogue on security.
NATO will open a liaison office in Malta.
Slovenia and Malta agreed to hold annual meetings of their defence ministers.
Slovenia and Malta established a working group on maritime security.
# third_party_support
Slovenia pledged 30 million euros in military aid to Ukraine.
Slovenia will train Ukrainian soldiers.
Slovenia announced a new security assistance package for Ukraine.
Slovenia will continue its military support for Ukraine.
Slovenia will contribute to the training of Ukrainian pilots.
# mutual_defence
Slovenia and Malta signed a defence pact.
Slovenia and Malta signed a mutual defence treaty.
Slovenia and Malta formed a military alliance.
Slovenia joined NATO in 2004.
Slovenia gave Malta security guarantees.
Slovenia and Malta signed a security pact.
Slovenia is committed to defending Malta under their mutual defence treaty.
"""


def read_blocks(table: str) -> list[tuple[str, str]]:
    """Pairs of a kind and a text."""
    pairs, kind = [], ""
    for line in read_lines(table):
        if line.startswith("# "):
            kind = line[2:]
        else:
            pairs.append((kind, line))
    return pairs


@pytest.mark.parametrize(("kind", "text"), read_blocks(KINDS), ids=lambda cell: cell)
def test_a_kind_has_many_words(kind: str, text: str) -> None:
    assert [record.kind for record in read(text)] == [kind]


SPELLINGS = (
    ("defence", "defense"), ("percent of", "per cent of"), (" percent of", "% of"), ("programme", "program"),
    ("manoeuvre", "maneuver"), ("modernise", "modernize"), ("armoured", "armored"), ("cyber defence", "cyberdefence"),
    ("early-warning", "early warning"), ("disinformation", "misinformation"), ("Malta", "the Republic of Malta"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_another_spelling_is_the_same_kind(one: str, other: str) -> None:
    texts = [text for _, text in read_blocks(KINDS) if one in text]
    assert texts
    for text in texts:
        alone = [describe(record) for record in read(text)]
        assert [describe(record) for record in read(text.replace(one, other))] == alone


def test_every_kind_is_spoken_of() -> None:
    assert {kind for kind, _ in read_blocks(KINDS)} == set(list_terms("kinds"))


# the more specific kind wins
SPECIFIC = """
# joint_training
Slovenia and Malta will hold a cyber exercise.
Slovenia and Malta will hold an exercise against disinformation.
Slovenia will take part in NATO's cyber defence exercise.
# consultation
Slovenia and Malta will hold a meeting on cyber defence in May.
Slovenia and Malta set up a working group on disinformation.
# budget_share
Slovenia will raise its defence budget by 300 million euros, to 2 percent of GDP.
# industrial_cooperation
Slovenia and Malta will jointly develop a missile.
# arms_transfer
Slovenia pledged military aid to Malta: 12 howitzers.
# third_party_support
Slovenia pledged an aid package of trucks, tents and fuel to Ukraine's army.
# information_sharing
Slovenia and Malta will share data on cyberattacks.
"""


@pytest.mark.parametrize(("kind", "text"), read_blocks(SPECIFIC), ids=lambda cell: cell)
def test_the_most_specific_kind_wins(kind: str, text: str) -> None:
    assert [record.kind for record in read(text)] == [kind]


OUTSIDE = """
Slovenia and Malta will hold a joint festival.
Slovenia and Malta signed a trade agreement.
Slovenia will spend 5 percent of GDP on education.
Slovenia will raise its education budget by 300 million euros.
Slovenia and Malta agreed to cooperate on civil space research.
Slovenia will buy 12 passenger trains.
Slovenia sent food and blankets to Malta.
Slovenia and Malta agreed to share tax data.
Slovenia and Malta agreed to exchange students.
Slovenia's football team will train in Malta.
The Slovenian police will patrol with the Maltese police in May.
Slovenia donated vaccines to Malta.
Slovenia sent firefighters to Malta.
Slovenia and Malta signed an extradition treaty.
Slovenia and Malta agreed to strengthen their ties.
Slovenia's economy reached 70 billion euros.
A Slovenian film crew visited Malta on Monday.
Slovenia will host the European championship in May.
"""


@pytest.mark.parametrize("text", read_lines(OUTSIDE))
def test_what_is_neither_defence_nor_security_is_no_record(text: str) -> None:
    assert read(text) == []
