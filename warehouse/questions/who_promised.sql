-- Who promised to spend a share of GDP on defence, and who is there? The latest figure of each series stands beside
-- each pledge; a pledge of a group counts for each member of its day. Nobody is there, or not, where no series measures
-- what was pledged.
-- Parameter: share number or any = 2 (percent of GDP that was promised; any pledge)
-- Parameter: region region or any = any (where the state lies)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select g.*, a.name as country_name, a.region
    from budget_gap_rows g
    join actors a on a.actor_id = g.country_id
    where ($share is null or g.pledge_pct = $share) and ($region is null or a.region = $region)
    order by g.actual_pct desc nulls last, g.country_id, g.commitment_id, g.series
    limit $limit
),
placed as materialized (
    select row_id, commitment_id from current_rows
    where kind = 'budget_share' and commitment_id in (select commitment_id from chosen)
)
select n.country_id, n.country_name, n.region, n.pledged_by, n.pledge_pct, n.qualifier, n.pledged_on, n.due_year,
    n.series, n.latest_year, n.actual_pct,
    case when n.is_comparable then n.actual_pct >= n.pledge_pct end as is_there, n.progress, n.commitment_id,
    c.evidence_text, c.url
from chosen n
join placed p using (commitment_id)
join current_rows c using (row_id)
order by n.actual_pct desc nulls last, n.country_id, n.commitment_id, n.series
