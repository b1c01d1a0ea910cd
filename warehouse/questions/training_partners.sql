-- Who trains together most, and is it becoming more?
-- Parameter: actor actor or any = any (one side of the pair)
-- Parameter: at_least integer = 1 (fewest exercises)
-- Parameter: limit limit = 200 (most rows)
select actor_a, actor_b, exercises_count, held_count, planned_count, first_year, last_year, instruments,
    evidence_text, url
from joint_training_by_dyad
where ($actor is null or $actor in (actor_a, actor_b)) and exercises_count >= $at_least
order by exercises_count desc, actor_a, actor_b
limit $limit
