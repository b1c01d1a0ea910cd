-- What has changed since I last looked? New commitments, changed ones with what they said before, and those that no
-- text supports any more; newest first.
-- Parameter: since moment = 2026-01-01 (the moment of the last look, UTC)
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: limit limit = 200 (most rows)
with opened as (
    select rowid as row_place, commitment_id, recorded_from as recorded_at, parties, counterparts
    from commitments
    where recorded_from > $since
),
closed as (
    select rowid as row_place, commitment_id, recorded_to as recorded_at, parties, counterparts
    from commitments
    where recorded_to > $since
),
happened as (
    select if(c.row_place is null, 'new', 'changed') as what, c.row_place as before_place, o.*
    from opened o
    left join closed c using (commitment_id, recorded_at)
    union all by name
    select 'gone' as what, c.row_place as before_place, c.* from closed c anti join opened o using (commitment_id, recorded_at)
),
chosen as materialized (
    select what, recorded_at, row_place, before_place
    from happened
    where $actor is null or list_contains(parties, $actor) or list_contains(counterparts, $actor)
    order by recorded_at desc, commitment_id
    limit $limit
),
found as materialized (
    select rowid as found_place, * from commitments
    where rowid in (select row_place from chosen union select before_place from chosen)
)
select n.recorded_at, n.what, c.commitment_id, c.kind, c.parties, c.counterparts, b.standing as standing_before,
    c.standing, case when n.what = 'changed' then b.quantity_value end as quantity_before, c.quantity_value,
    case when n.what = 'changed' then b.due_end_on end as due_before, c.due_end_on, c.evidence_text, c.url
from chosen n
join found c on c.found_place = n.row_place
left join found b on b.found_place = n.before_place
order by n.recorded_at desc, c.commitment_id
