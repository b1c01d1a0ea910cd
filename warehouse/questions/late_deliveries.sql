-- Which arms, forces and help that were promised are late: past their day without evidence, or delivered after it?
-- Parameter: actor actor or any = any (who promised)
-- Parameter: receiver actor or any = any (to whom)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_commitments
    where kind in ('arms_transfer', 'third_party_support', 'capability', 'force_deployment', 'industrial_cooperation')
        and delivery_now in ('overdue_without_evidence', 'delivered_late')
        and ($actor is null or commitment_id in (
            select commitment_id from commitment_parties where actor_id = $actor and role = 'party'
        ))
        and ($receiver is null or commitment_id in (
            select commitment_id from commitment_parties where actor_id = $receiver and role = 'counterpart'
        ))
    order by due_end_on, commitment_id
    limit $limit
)
select date_diff('day', c.due_end_on, now.latest_on) as days_past_due, c.due_end_on, c.delivery_now, c.commitment_id,
    c.kind, c.parties, c.counterparts, c.standing, c.quantity_value, c.quantity_unit, c.last_seen_on, c.evidence_text,
    c.url
from current_commitments c
cross join latest_moment now
where c.row_id in (from chosen)
order by c.due_end_on, c.commitment_id
