-- What did we learn between two days: which commitments are new, which changed, and which does no text support any
-- more?
-- Parameter: since = 2026-01-01 (first day, UTC)
-- Parameter: until = 2026-12-31 (last day, UTC)
with bounds as (select cast($since as timestamptz) as low, cast($until as timestamptz) + interval 1 day as high),
versions as (
    select *, lag(standing) over w as standing_before, row_number() over w = 1 as is_first,
        lead(recorded_from) over w as next_from
    from commitments
    window w as (partition by commitment_id order by recorded_from)
),
happened as (
    select if(is_first, 'new', 'changed') as what, recorded_from as recorded_at, * from versions
    union all by name
    select 'gone' as what, recorded_to as recorded_at, * from versions where recorded_to is not null
        and next_from is null
)
select h.recorded_at, h.what, h.commitment_id, h.kind, h.parties, h.standing_before, h.standing, h.quantity_value,
    h.due_end_on, h.evidence_text, h.url
from happened h
cross join bounds
where h.recorded_at >= bounds.low and h.recorded_at < bounds.high
order by h.recorded_at, h.commitment_id
