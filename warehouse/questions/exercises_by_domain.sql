-- How many joint exercises a year in each domain? One that spans several domains counts in each of them; one whose text
-- names no domain counts as unnamed.
-- Parameter: domain domain or any = any (where they train)
-- Parameter: actor actor or any = any (who takes part)
-- Parameter: since year = 2014 (first year)
with trained as (
    select row_id, year, stage, commitment_id, confidence,
        unnest(if(len(domains) = 0, ['unnamed'], domains)) as domain
    from training_in_trends
    where year >= $since and ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
),
counted as materialized (
    select year, domain, count(*) as exercises_count, count(*) filter (stage = 'held') as held_count,
        count(*) filter (stage = 'planned') as planned_count,
        max(struct_pack(a := confidence, b := commitment_id, c := row_id)).c as row_id
    from trained
    where $domain is null or domain = $domain
    group by year, domain
)
select n.* exclude (row_id), c.commitment_id as example_id, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.year desc, n.exercises_count desc, n.domain
