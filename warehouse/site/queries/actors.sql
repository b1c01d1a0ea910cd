-- Actors that have a part in a current commitment, with how many.
with parts as (
    select commitment_id, unnest(list_distinct(parties || counterparts)) as actor_id from current_commitments
)
select p.actor_id, coalesce(a.name, p.actor_id) as name, a.actor_type, a.region, count(*) as commitments_count
from parts p
left join actors a on a.actor_id = p.actor_id
group by all
order by name
