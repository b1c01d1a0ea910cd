-- The rows of current_commitments, without what only other tables say of them: to choose from, where many are read and
-- few are shown. What a reviewer rejected is left out.
select rowid as row_id, * exclude (recorded_to)
from commitments
where recorded_to is null and review is distinct from 'rejected'
