"""How much time may lie between two texts about one promise, for each kind; the numbers that agreement is judged by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class KindRule:
    """How claims of a kind without a named instrument are told apart; all in days.

    `bare`: how far apart two claims may be that say nothing more than kind and actors. `quantity`: how far apart the
    same quantity is the same promise. `dated`: how long a date may be that tells one promise from another.
    `is_lasting`: there is hardly more than one of them between the same actors at a time. `has_object`: what is
    promised is a thing that the record does not name, so the evidence must share a word for it.
    """

    bare: int
    quantity: int
    dated: int
    is_lasting: bool = False
    has_object: bool = False


LASTING = KindRule(bare=1095, quantity=1095, dated=400, is_lasting=True)
COMMON = KindRule(bare=365, quantity=1095, dated=400, has_object=True)
EVENT = KindRule(bare=120, quantity=365, dated=400)
STATIONED = 365
"""Days within which forces that go to the same place in the country of a named partner are the same."""
TRAINING = LASTING
"""The training of another's soldiers goes on for years, unlike a package of aid."""
PACKAGE = KindRule(bare=30, quantity=60, dated=31)
RULES: Mapping[str, KindRule] = {
    "information_sharing": LASTING,
    "logistics_support": LASTING,
    "access_and_status": LASTING,
    "mutual_defence": LASTING,
    "budget_share": replace(LASTING, is_lasting=False),
    "budget_amount": replace(COMMON, has_object=False),
    "personnel_exchange": replace(COMMON, has_object=False),
    "joint_training": EVENT,
    "force_deployment": EVENT,
    "third_party_support": PACKAGE,
    "arms_transfer": replace(PACKAGE, has_object=True),
}
