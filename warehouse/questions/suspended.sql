-- What was stopped, left, terminated or ran out, and what was taken up again?
-- Parameter: actor actor or any = any (whose)
-- Parameter: kind kind or any = any (what)
-- Parameter: since date = 2014-01-01 (first day)
-- Parameter: limit limit = 200 (most rows)
with stopped as (
    select commitment_id, max(changed_on) as stopped_on, arg_max(old_value, step) as standing_before
    from commitment_history
    where field = 'standing' and new_value = 'suspended' and recorded_to is null and changed_on >= $since
        and ($actor is null or commitment_id in (
            select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'
        ))
    group by commitment_id
),
chosen as materialized (
    select c.row_id, s.stopped_on, s.standing_before
    from stopped s
    join current_rows c using (commitment_id)
    where $kind is null or c.kind = $kind
    order by s.stopped_on desc, c.commitment_id
    limit $limit
)
select n.stopped_on, n.standing_before, c.standing as standing_now, c.standing <> 'suspended' as is_taken_up_again,
    c.commitment_id, c.kind, c.parties, c.counterparts, c.instrument, c.evidence_text, c.url
from chosen n
join current_rows c using (row_id)
order by n.stopped_on desc, c.commitment_id
