-- What has an actor agreed since a day? Each commitment that began to bind on that day or later, with the day on which
-- it did.
-- Parameter: actor actor = JPN (who is bound)
-- Parameter: since date = 2022-01-01 (first day)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with bound as (
    select commitment_id, min(changed_on) as agreed_on
    from commitment_history
    where field = 'standing' and recorded_to is null and new_value in ('agreed', 'in_force', 'under_way', 'completed')
        and commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
    group by commitment_id
    having min(changed_on) >= $since
),
chosen as materialized (
    select c.row_id, b.agreed_on
    from bound b
    join current_rows c using (commitment_id)
    where $kind is null or c.kind = $kind
    order by b.agreed_on desc, c.commitment_id
    limit $limit
)
select n.agreed_on, c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.instrument, c.quantity_value,
    c.quantity_unit, c.due_end_on, c.evidence_text, c.url
from chosen n
join current_rows c using (row_id)
order by n.agreed_on desc, c.commitment_id
