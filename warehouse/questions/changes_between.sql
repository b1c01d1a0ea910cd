-- What did we learn between two moments: which commitments are new, which changed, and which does no text support any
-- more?
-- Parameter: since moment = 2026-01-01 (from this moment on, UTC)
-- Parameter: until moment = 2027-01-01 (before this moment, UTC)
-- Parameter: limit limit = 200 (most rows)
with opened as (select * from commitments where recorded_from >= $since and recorded_from < $until),
closed as (
    select commitment_id, recorded_to as ended_at, standing as standing_before
    from commitments
    where recorded_to >= $since and recorded_to < $until
),
happened as (
    select if(b.commitment_id is null, 'new', 'changed') as what, o.recorded_from as recorded_at, b.standing_before, o.*
    from opened o
    left join closed b on b.commitment_id = o.commitment_id and b.ended_at = o.recorded_from
    union all by name
    select 'gone' as what, g.recorded_to as recorded_at, g.*
    from commitments g
    where g.recorded_to >= $since and g.recorded_to < $until and not exists (
        from opened o where o.commitment_id = g.commitment_id and o.recorded_from = g.recorded_to
    )
)
select recorded_at, what, commitment_id, kind, parties, standing_before, standing, quantity_value, due_end_on,
    evidence_text, url
from happened
order by recorded_at, commitment_id
limit $limit
