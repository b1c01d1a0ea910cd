-- Joint training by pair, the most frequent first.
select actor_a, actor_b, exercises_count, held_count, planned_count, first_year, last_year, instruments
from joint_training_by_dyad
order by exercises_count desc, actor_a, actor_b
limit 200
