-- The target of every decision in force is there, and its line stands in a reviewer's file.
-- Remedy: decide again on what took the target's place, or undo the decision; restore a line that was deleted
-- Table: decisions
-- Severity: warning
select decision_id, verdict, target_id, value, state, reviewer_name, decided_at, location, reason
from decisions
where state in ('target_vanished', 'line_missing')
order by decided_at, decision_id
