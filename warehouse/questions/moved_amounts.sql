-- Which commitments were raised, lowered or moved to another time, from what to what?
-- Parameter: field quantity|due or any = any (what was changed)
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: since date = 2014-01-01 (first day)
-- Parameter: limit limit = 200 (most rows)
with steps as (
    select *
    from commitment_history
    where field in ('quantity', 'due') and old_value is not null and recorded_to is null and changed_on >= $since
        and ($field is null or field = $field) and ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
    order by changed_on desc, commitment_id, step
    limit $limit
),
chosen as materialized (
    select row_id from current_rows where commitment_id in (select commitment_id from steps)
)
select s.changed_on, s.field, s.old_value, s.new_value, c.commitment_id, c.kind, c.parties, c.counterparts, c.standing,
    c.evidence_text, c.url
from steps s
join (from current_rows where row_id in (from chosen)) c using (commitment_id)
order by s.changed_on desc, c.commitment_id, s.step
