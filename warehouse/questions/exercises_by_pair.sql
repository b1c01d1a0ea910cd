-- How many joint exercises does an actor hold or plan in a year with each partner?
-- Parameter: actor actor = JPN (one side of the pair)
-- Parameter: partner actor or any = any (the other side)
-- Parameter: since year = 2014 (first year)
-- Parameter: limit limit = 200 (most rows)
with paired as (
    select row_id, commitment_id, year, stage, instrument, confidence,
        unnest(list_distinct(list_concat(parties, counterparts))) as partner
    from training_in_trends
    where year >= $since
        and commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
),
counted as materialized (
    select year, partner, count(*) as exercises_count, count(*) filter (stage = 'held') as held_count,
        count(*) filter (stage = 'planned') as planned_count,
        count(*) filter (stage = 'discussed') as discussed_count, count(*) filter (stage = 'off') as off_count,
        list_sort(list_distinct(list(instrument) filter (instrument is not null)))[1:5] as instruments,
        max(struct_pack(a := confidence, b := commitment_id, c := row_id)).c as row_id
    from paired
    where partner <> $actor and ($partner is null or partner = $partner)
    group by year, partner
    order by year desc, exercises_count desc, partner
    limit $limit
)
select n.* exclude (row_id), c.commitment_id as example_id, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.year desc, n.exercises_count desc, n.partner
