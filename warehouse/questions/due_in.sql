-- What falls due in a year, and how does it stand?
-- Parameter: year year = 2026 (the year)
-- Parameter: actor actor or any = any (who is bound)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where due_end_on between make_date($year, 1, 1) and make_date($year, 12, 31)
        and ($actor is null or commitment_id in (
            select commitment_id from commitment_parties where actor_id = $actor and role = 'party'
        ))
    order by due_end_on, commitment_id
    limit $limit
)
select c.due_end_on, c.due_precision, c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.delivery_now,
    c.quantity_value, c.quantity_unit, c.evidence_text, c.url
from current_commitments c
where c.row_id in (from chosen)
order by c.due_end_on, c.commitment_id
