-- What did we learn between two moments: which commitments are new, which changed, and which does no text support any
-- more?
-- Parameter: since moment = 2026-01-01 (from this moment on, UTC)
-- Parameter: until moment = 2027-01-01 (before this moment, UTC)
-- Parameter: limit limit = 200 (most rows)
with opened as (
    select rowid as row_place, commitment_id, recorded_from as recorded_at
    from commitments
    where recorded_from >= $since and recorded_from < $until
),
closed as (
    select rowid as row_place, commitment_id, recorded_to as recorded_at
    from commitments
    where recorded_to >= $since and recorded_to < $until
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
    order by recorded_at, commitment_id
    limit $limit
),
found as materialized (
    select rowid as found_place, * from commitments
    where rowid in (select row_place from chosen union select before_place from chosen)
)
select n.recorded_at, n.what, c.commitment_id, c.kind, c.parties,
    case when n.what = 'changed' then b.standing end as standing_before, c.standing, c.quantity_value, c.due_end_on,
    c.evidence_text, c.url
from chosen n
join found c on c.found_place = n.row_place
left join found b on b.found_place = n.before_place
order by n.recorded_at, c.commitment_id
