-- The commitments as we would have answered at a moment: of each the row that was current then. What held in the world
-- is in the columns announced, due and effective; when we came to know it is in recorded_from and recorded_to.
-- Parameter: moment
select *
from commitments
where recorded_from <= cast(moment as timestamptz)
    and (recorded_to is null or recorded_to > cast(moment as timestamptz))
