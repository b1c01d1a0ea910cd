-- Who trains together most, and is it becoming more?
-- Parameter: actor = any (one side of the pair)
-- Parameter: at_least = 1 (fewest exercises)
select actor_a, actor_b, exercises_count, held_count, planned_count, first_year, last_year, instruments,
    evidence_text, url
from joint_training_by_dyad
where ($actor = 'any' or upper($actor) in (actor_a, actor_b)) and exercises_count >= cast($at_least as integer)
order by exercises_count desc, actor_a, actor_b
