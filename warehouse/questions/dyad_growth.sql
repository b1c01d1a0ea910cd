-- How has the cooperation of two actors grown: how many commitments were new in each year, in what, and how many in
-- all?
-- Parameter: actor_a actor = JPN (an actor)
-- Parameter: actor_b actor = PHL (another)
-- Parameter: since year = 2014 (first year)
with yearly as materialized (
    select year(first_seen_on) as year, count(*) as new_count,
        count(*) filter (standing in ('in_force', 'under_way', 'completed', 'agreed')) as binding_count,
        list_sort(list_distinct(list(kind))) as kinds,
        max(struct_pack(a := confidence, b := commitment_id, c := row_id)).c as row_id
    from trend_rows
    where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor_a)
        and commitment_id in (select commitment_id from commitment_parties where actor_id = $actor_b)
    group by all
),
grown as (
    select *, cast(sum(new_count) over (order by year) as bigint) as total_count from yearly
)
select y.year, y.new_count, y.total_count, y.binding_count, y.kinds, seen.documents_count,
    c.commitment_id as example_id, c.evidence_text, c.url
from grown y
join current_rows c using (row_id)
left join documents_by_year seen on seen.year = y.year
where y.year >= $since
order by y.year
