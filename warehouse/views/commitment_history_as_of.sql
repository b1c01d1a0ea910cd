-- The histories as we would have told them at a moment: of each step the row that was current then. When a step happened
-- in the world is in changed_on; when we came to know it is in recorded_from and recorded_to.
-- Parameter: moment
select *
from commitment_history
where recorded_from <= cast(moment as timestamptz)
    and (recorded_to is null or recorded_to > cast(moment as timestamptz))
