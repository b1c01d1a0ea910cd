-- The moment that the warehouse speaks of: when its latest run built it. What is new, overdue or to go is counted from
-- here and not from the reader's clock, so that the same file gives the same answers for ever. Days are those of UTC.
with moments as (
    select greatest(max(recorded_from), max(recorded_to)) as moment from commitments
    union all
    select max(coalesce(published_at, started_at)) from runs
)
select max(moment) as latest_at, cast(make_timestamp(epoch_us(max(moment))) as date) as latest_on
from moments
