-- The history of every commitment begins with step 1, leaves none out, and each old value is the new value before it.
-- Remedy: mend the resolution of mentions: a change was lost or counted twice
-- Table: commitment_history
-- Touched: commitment_history
with steps as (
    select *,
        row_number() over (partition by commitment_id order by step) as expected_step,
        lag(new_value) over (partition by commitment_id, field order by step) as expected_old_value
    from commitment_history
    where recorded_to is null
)
select commitment_id, step, field, old_value, new_value, expected_step, expected_old_value, mention_id
from steps
where step <> expected_step or old_value is distinct from expected_old_value
order by commitment_id, step
