-- What falls due in the next days, and how does it stand?
-- Parameter: days days = 90 (how many days ahead)
-- Parameter: day date or latest = latest (counted from this day)
-- Parameter: actor actor or any = any (who is bound)
-- Parameter: limit limit = 200 (most rows)
-- Example: day=2025-10-15
with bounds as (select coalesce($day, latest_on) as day from latest_moment),
chosen as materialized (
    select c.row_id
    from current_rows c
    where c.due_end_on between (select day from bounds) and (select day from bounds) + $days
        and c.standing not in ('completed', 'denied', 'suspended') and ($actor is null
        or c.commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role = 'party'))
    order by c.due_end_on, c.commitment_id
    limit $limit
)
select c.due_end_on, date_diff('day', b.day, c.due_end_on) as days_left, c.due_precision, c.commitment_id, c.kind,
    c.parties, c.counterparts, c.standing, c.quantity_value, c.quantity_unit, c.evidence_text, c.url
from current_rows c
cross join bounds b
where c.row_id in (from chosen)
order by c.due_end_on, c.commitment_id
