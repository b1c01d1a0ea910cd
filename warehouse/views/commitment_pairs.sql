-- Every two actors of a current commitment, whatever their roles, in alphabetical order. A group that is named as one
-- is one actor.
with actors_of as (select distinct commitment_id, actor_id from commitment_parties)
select a.commitment_id, a.actor_id as actor_a, b.actor_id as actor_b
from actors_of a
join actors_of b on b.commitment_id = a.commitment_id and a.actor_id < b.actor_id
where a.commitment_id in (select commitment_id from commitments where recorded_to is null)
