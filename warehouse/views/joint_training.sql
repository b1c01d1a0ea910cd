-- Current joint-training commitments with the year in which they were or are to be held: when they took effect, else
-- when they are due, else when they were announced or first seen.
select
    *, year(coalesce(effective_start_on, due_start_on, announced_start_on, first_seen_on)) as year,
    case
        when standing in ('completed', 'under_way', 'in_force') then 'held'
        when standing in ('agreed', 'planned') then 'planned'
        when standing in ('denied', 'suspended') then 'off'
        else 'discussed'
    end as stage
from current_commitments
where kind = 'joint_training'
