-- How has the cooperation of two actors grown: how many commitments were new in each year, in what, and how many in
-- all?
-- Parameter: actor_a actor = JPN (an actor)
-- Parameter: actor_b actor = PHL (another)
-- Parameter: since year = 2014 (first year)
with shared as (
    select commitment_id
    from commitment_parties
    where actor_id in ($actor_a, $actor_b)
    group by commitment_id
    having count(distinct actor_id) = 2
),
seen as (
    select year(published_on) as year, cast(sum(documents_count - duplicates_count) as bigint) as documents_count
    from documents_seen
    group by all
),
yearly as (
    select year(first_seen_on) as year, count(*) as new_count,
        count(*) filter (standing in ('in_force', 'under_way', 'completed', 'agreed')) as binding_count,
        list_sort(list_distinct(list(kind))) as kinds,
        arg_max(commitment_id, struct_pack(a := confidence, b := commitment_id)) as example_id,
        arg_max(evidence_text, struct_pack(a := confidence, b := commitment_id)) as evidence_text,
        arg_max(url, struct_pack(a := confidence, b := commitment_id)) as url
    from current_commitments
    where commitment_id in (from shared)
    group by all
),
grown as (
    select y.year, y.new_count, cast(sum(y.new_count) over (order by y.year) as bigint) as total_count, y.binding_count,
        y.kinds, seen.documents_count, y.example_id, y.evidence_text, y.url
    from yearly y
    left join seen using (year)
)
select * from grown where year >= $since order by year
