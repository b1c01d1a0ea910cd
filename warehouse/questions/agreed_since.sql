-- What has an actor agreed since a day? Each commitment that began to bind on that day or later, with the day on which
-- it did.
-- Parameter: actor actor = JPN (who is bound)
-- Parameter: since date = 2022-01-01 (first day)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select commitment_id, agreed_on
    from commitment_days
    where agreed_on >= $since and ($kind is null or kind = $kind)
        and commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
    order by agreed_on desc, commitment_id
    limit $limit
),
placed as materialized (
    select c.row_id, n.* from current_rows c join chosen n using (commitment_id)
)
select n.agreed_on, c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.instrument, c.quantity_value,
    c.quantity_unit, c.due_end_on, c.evidence_text, c.url
from placed n
join current_rows c using (row_id)
order by n.agreed_on desc, c.commitment_id
