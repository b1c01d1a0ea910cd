-- Who trains together most, and is it becoming more?
-- Parameter: actor actor or any = any (one side of the pair)
-- Parameter: at_least integer = 1 (fewest exercises)
-- Parameter: limit limit = 200 (most rows)
with trained as (
    select row_id, commitment_id, instrument, stage, year, last_seen_on,
        list_sort(list_distinct(list_concat(parties, counterparts))) as members
    from joint_training
    where $actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
),
firsts as (select *, unnest(members) as actor_a from trained),
paired as (select * exclude (members), unnest(members) as actor_b from firsts),
counted as materialized (
    select actor_a, actor_b, count(*) as exercises_count, count(*) filter (stage = 'held') as held_count,
        count(*) filter (stage = 'planned') as planned_count, min(year) as first_year, max(year) as last_year,
        list_sort(list_distinct(list(instrument) filter (instrument is not null)))[1:10] as instruments,
        max(struct_pack(a := last_seen_on, b := commitment_id, c := row_id)).c as row_id
    from paired
    where actor_a < actor_b and ($actor is null or $actor in (actor_a, actor_b))
    group by actor_a, actor_b
    having count(*) >= $at_least
    order by exercises_count desc, actor_a, actor_b
    limit $limit
)
select n.* exclude (row_id), c.commitment_id as example_id, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.exercises_count desc, n.actor_a, n.actor_b
