-- The last standing in the history of a commitment is its standing now, unless a reviewer corrected it.
-- Remedy: mend the resolution of mentions: its row and its history tell different stories
-- Table: commitments
-- Touched: commitments, commitment_history
with last_said as (
    select commitment_id, arg_max(new_value, step) as last_standing
    from commitment_history where field = 'standing' and recorded_to is null group by commitment_id
)
select c.commitment_id, c.standing, l.last_standing
from commitments c
left join last_said l using (commitment_id)
where c.recorded_to is null and l.last_standing is distinct from c.standing and c.review is distinct from 'corrected'
order by c.commitment_id
