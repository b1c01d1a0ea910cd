"""Rules across the columns of one row that several tables share: what a commitment cannot say of itself.

A critical rule stops publication; a warning annotates it: the row may be right, and a person should look.
"""

from schemas.contract import Rule
from schemas.registers import load_actors

SHARE_OF_GDP_MAX = 50
"""Percent of GDP. A state at war may pass a third: Ukraine's military spending stood at 34 percent in 2024."""
SHARE_OF_GDP_USUAL = 25
"""Percent of GDP. In peace no state has spent more for long: what is above is a war, or a misprint."""
TWO_SIDED_KINDS = (
    "information_sharing",
    "logistics_support",
    "access_and_status",
    "arms_transfer",
    "industrial_cooperation",
    "personnel_exchange",
    "third_party_support",
)
"""What takes somebody else to agree on it: one gives or hosts, the other receives or sends."""
BINDING = ("agreed", "in_force", "suspended")
_GROUPS = [actor.actor_id for actor in load_actors() if actor.actor_type != "state"]

SHARE_IS_POSSIBLE = Rule(
    "share_of_gdp_is_possible",
    f"quantity_unit != 'percent_of_gdp' or quantity_value <= {SHARE_OF_GDP_MAX}",
    "no state spends half of its GDP on defence: check the figure in the source; if it is wrong, discard its batch",
)
SHARE_IS_USUAL = Rule(
    "share_of_gdp_is_usual",
    f"quantity_unit != 'percent_of_gdp' or quantity_value <= {SHARE_OF_GDP_USUAL}",
    f"more than {SHARE_OF_GDP_USUAL} percent of GDP: right only of a state at war; check the figure in the source",
    "warning",
)
FIGURE_IS_USUAL = Rule(
    "share_of_gdp_is_usual",
    f"share_of_gdp_pct <= {SHARE_OF_GDP_USUAL}",
    f"more than {SHARE_OF_GDP_USUAL} percent of GDP: right only of a state at war; check the figure in the source",
    "warning",
)
RANGE_IS_IN_ORDER = Rule(
    "range_is_in_order",
    "not (quantity_value_max < quantity_value)",
    "the upper end of a range is below its lower end: check the sentence; the rule that read it may be wrong",
    "warning",
)
DUE_IS_NOT_BEFORE_ANNOUNCED = Rule(
    "due_is_not_before_announced",
    "not (due_end_on < announced_start_on)",
    "it was due before it was announced: one of the two dates is a misprint, or belongs to something else",
    "warning",
)
AGREEMENT_HAS_TWO_SIDES = Rule(
    "agreement_has_two_sides",
    f"kind not in {list(TWO_SIDED_KINDS)} or standing not in {list(BINDING)} or "
    f"parties.str.len() + counterparts.str.len() >= 2 or parties.str[0] in {_GROUPS}",
    "an agreement of this kind takes two: read the sentence; the other side may stand in the one before",
    "warning",
)
OF_COMMITMENTS = (
    SHARE_IS_POSSIBLE,
    SHARE_IS_USUAL,
    RANGE_IS_IN_ORDER,
    DUE_IS_NOT_BEFORE_ANNOUNCED,
    AGREEMENT_HAS_TWO_SIDES,
)
"""The rules of mentions and of commitments."""
