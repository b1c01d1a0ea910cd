"""Rules that earn nothing: left out, their own example is found all the same. Run by `make rules`; writes nothing.

Such a rule says again what another says: give it an example that only it can read, or delete it.
"""

import sys
from collections.abc import Sequence
from datetime import date

from transforms.english.extraction import extract_document
from transforms.records import Record
from transforms.rule_book import Rule, leave_out, load_rules

_PUBLISHED = date(2025, 6, 1)
"""The day on which the examples of all rules are read."""


def find_stand_ins(rule: Rule) -> tuple[str, ...]:
    """The ids of the rules that find a rule's example where it is left out; none where it is needed."""
    found, _ = extract_document(rule.example.text, _PUBLISHED, listed=leave_out(rule))
    records = [record for record in found if record.kind == rule.kind]
    return tuple(record.rule_id for record in records) if _is_example(records, rule) else ()


def _is_example(records: Sequence[Record], rule: Rule) -> bool:
    wanted = (sorted(rule.example.parties), sorted(rule.example.counterparts), rule.example.standing)
    return [(sorted(r.parties), sorted(r.counterparts), r.standing) for r in records] == [wanted]


def main() -> None:
    """Print each dead rule with what stands in for it; exit with 1 where there is one."""
    dead = {rule.rule_id: found for rule in load_rules() if (found := find_stand_ins(rule))}
    for rule_id, found in dead.items():
        sys.stdout.write(f"{rule_id}: {', '.join(found)} finds its example too\n")
    sys.stdout.write(f"{len(dead)} of {len(load_rules())} rules are dead\n")
    sys.exit(1 if dead else 0)


if __name__ == "__main__":
    main()
