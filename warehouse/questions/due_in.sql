-- What falls due in a year, and how does it stand?
-- Parameter: year = 2026 (the year)
-- Parameter: actor = any (a party)
select c.due_end_on, c.due_precision, c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.delivery_now,
    c.quantity_value, c.quantity_unit, c.evidence_text, c.url
from current_commitments c
where year(c.due_end_on) = cast($year as integer) and ($actor = 'any' or list_contains(c.parties, upper($actor)))
order by c.due_end_on, c.commitment_id
