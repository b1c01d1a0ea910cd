-- Joint training by year and region of a participant, as the question exercises_by_region counts it: once in each region.
with trained as (
    select commitment_id, year, unnest(list_concat(parties, counterparts)) as actor_id from training_in_trends
)
select t.year, a.region, count(distinct t.commitment_id) as exercises_count
from trained t
join actors a using (actor_id)
where a.region is not null
group by t.year, a.region
order by t.year, a.region
