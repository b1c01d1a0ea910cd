-- How many joint exercises a year have a participant from each region of the world? An exercise counts once in each
-- region that takes part; a group that is named as one lies in no region.
-- Parameter: region region or any = any (where a participant lies)
-- Parameter: since year = 2014 (first year)
with trained as (
    select row_id, commitment_id, year, stage, confidence, unnest(list_concat(parties, counterparts)) as actor_id
    from training_in_trends
    where year >= $since
),
placed as (
    select distinct t.row_id, t.commitment_id, t.year, t.stage, t.confidence, a.region
    from trained t
    join actors a using (actor_id)
    where a.region is not null and ($region is null or a.region = $region)
),
counted as materialized (
    select year, region, count(*) as exercises_count, count(*) filter (stage = 'held') as held_count,
        count(*) filter (stage = 'planned') as planned_count,
        max(struct_pack(a := confidence, b := commitment_id, c := row_id)).c as row_id
    from placed
    group by year, region
)
select n.* exclude (row_id), c.commitment_id as example_id, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.year desc, n.exercises_count desc, n.region
