-- Do they promise more, or did we read more? New commitments by year for each thousand documents seen of that year,
-- copies once. Sources that were added later count from the day back to which they were back-filled.
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: since year = 2014 (first year)
with yearly as materialized (
    select year(c.first_seen_on) as year, count(*) as new_count,
        count(*) filter (c.standing in ('in_force', 'under_way', 'completed', 'agreed')) as binding_count,
        max(struct_pack(a := c.confidence, b := c.commitment_id, c := c.row_id)).c as row_id
    from trend_rows c
    where ($kind is null or c.kind = $kind) and ($actor is null
        or c.commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
    group by all
)
select y.year, y.new_count, y.binding_count, coalesce(s.documents_count, 0) as documents_count, s.sources_count,
    round(1000.0 * y.new_count / nullif(s.documents_count, 0), 1) as new_per_1000_documents,
    round(1000.0 * y.binding_count / nullif(s.documents_count, 0), 1) as binding_per_1000_documents,
    c.commitment_id as example_id, c.evidence_text, c.url
from yearly y
join current_rows c using (row_id)
left join documents_by_year s using (year)
where y.year >= $since
order by y.year
