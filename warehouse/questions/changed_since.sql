-- What has changed since I last looked? New commitments, changed ones with what they said before, and those that no
-- text supports any more; newest first.
-- Parameter: since moment = 2026-01-01 (the moment of the last look, UTC)
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: limit limit = 200 (most rows)
with opened as (select * from commitments where recorded_from > $since),
closed as (select * from commitments where recorded_to > $since),
happened as (
    select o.recorded_from as recorded_at, if(c.commitment_id is null, 'new', 'changed') as what,
        c.standing as standing_before, c.quantity_value as quantity_before, c.due_end_on as due_before, o.*
    from opened o
    left join closed c on c.commitment_id = o.commitment_id and c.recorded_to = o.recorded_from
    union all by name
    select c.recorded_to as recorded_at, 'gone' as what, c.standing as standing_before, c.*
    from closed c
    where not exists (from opened o where o.commitment_id = c.commitment_id and o.recorded_from = c.recorded_to)
)
select recorded_at, what, commitment_id, kind, parties, counterparts, standing_before, standing, quantity_before,
    quantity_value, due_before, due_end_on, evidence_text, url
from happened
where $actor is null or list_contains(parties, $actor) or list_contains(counterparts, $actor)
order by recorded_at desc, commitment_id
limit $limit
