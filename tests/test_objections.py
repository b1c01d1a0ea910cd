"""What names a commitment and makes none: settings, effects, opinions, names, claims; what stays one beside them."""

import pytest

from tests.marks import read_rows
from tests.readings import describe_all, read_all, read_claims

# text | kind | reason of the candidate that is kept
OBJECTIONS = """
At defence talks in Lima, Chile and Peru agreed on a new railway. | consultation | status_report
Chilean Defence Minister Maya Fernández held bilateral talks with her Peruvian counterpart on Monday. | consultation | \
status_report
Under the terms of the defence pact, officials of Chile and Peru will meet within a day of an attack. | \
mutual_defence | status_report
The increase in Norway's defence spending is significant. | budget_amount | evaluation
Brazil said the purchase of Gripen fighters from Sweden would deepen its ties with Europe. | capability | evaluation
The defence pact between Chile and Peru builds trust and reflects common values. | mutual_defence | evaluation
The agreement will allow Chilean and Peruvian soldiers to hold joint exercises in either country. | joint_training | \
aspiration
Chile and Peru signed an accord that would facilitate joint military exercises. | joint_training | aspiration
The new base will enable Italy to send more ships to the Gulf. | force_deployment | aspiration
The bill has given the president of Chile the opportunity to send troops abroad. | force_deployment | aspiration
The president of Chile claimed that Peru had decided to supply missiles to Bolivia. | arms_transfer | no_authority
Chile voiced its opposition to American arms sales to Peru. | arms_transfer | request
The claims are false, according to Moldova's Center for Countering Disinformation. | countering_disinformation | \
out_of_domain
Holding bilateral defence talks with Peru, the minister of Chile praised the hosts. | consultation | status_report
The ministers of Chile and Peru discussed the weather after the withdrawal of the Dutch forces. | force_deployment | \
status_report
A newspaper of Peru joined the debate over the American sale of missiles to Chile. | arms_transfer | evaluation
The minister of Chile defended the sale of missiles to Peru. | arms_transfer | evaluation
Bolivia's unconstrained development of missiles upsets its neighbours. | capability | evaluation
Peru said the American arms sale to Chile would disrupt the balance of the region. | arms_transfer | evaluation
The dispute will hamper the joint naval exercises of Chile and Peru, the minister said. | joint_training | evaluation
Peru asked for explanations of the American arms sale to Chile. | arms_transfer | evaluation
American arms sales to Chile are an issue that troubles both neighbours. | arms_transfer | evaluation
Chile and Peru have the potential to strengthen their defence industrial cooperation. | industrial_cooperation | \
aspiration
"It is necessary to raise our defence spending," the president of Chile said. | budget_amount | evaluation
The opposition promised to buy 12 fighter jets for Chile. | capability | no_authority
The recent increase in Chile's defence spending is the largest since 1990. | budget_amount | evaluation
The Chilean company Famae and the Peruvian company Sima signed a memorandum to produce ammunition in Lima. | \
industrial_cooperation | out_of_domain
Sending Chilean soldiers to Bolivia would lead to war, Peru's foreign minister warned. | force_deployment | evaluation
Chile failed to reach a defence pact with Peru. | mutual_defence | status_report
"We must cooperate with Peru on cyber defence," the foreign minister of Chile said. | cyber_defence | aspiration
"""

KEPT = """
Chile will host the defence ministers' dialogue of the two countries in May. | planned consultation CHL
The mood was calm after the withdrawal of American forces from Peru. | suspended force_deployment USA > PER
Chile and Peru held their first defence ministers' dialogue on Monday. | completed consultation CHL PER
Peru will open its ports to American warships. | planned access_and_status PER > USA
Chile's plan to raise its defence spending to 2 percent of GDP is unprecedented. | planned budget_share CHL
Iran claimed that it had delivered drones to Russia. | completed arms_transfer IRN > RUS
Norway will join the Cooperative Cyber Defence Centre of Excellence of NATO. | planned cyber_defence NOR > NATO
Chile discussed opportunities to hold joint naval exercises with Peru. | proposed joint_training CHL PER
"""


@pytest.mark.parametrize(("text", "kind", "reason"), read_rows(OBJECTIONS), ids=lambda cell: cell)
def test_what_makes_no_commitment_is_kept_with_its_reason(text: str, kind: str, reason: str) -> None:
    records, candidates = read_all(text)
    assert [record for record in records if record.kind == kind] == []
    assert reason in {candidate.reason for candidate in candidates if candidate.kind == kind}


@pytest.mark.parametrize(("text", "expected"), read_claims(KEPT))
def test_what_only_looks_like_it_stays_a_record(text: str, expected: list[str]) -> None:
    assert describe_all(text) == expected
