-- What people decided on a commitment or on its mentions.
select commitment_id, decided_at, reviewer_name, verdict, target_id, field, value, reason, is_undone, state
from decisions
where commitment_id in (
    select unnest($ids::varchar[])
)
order by commitment_id, decided_at, decision_id
