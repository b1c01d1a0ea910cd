-- Who promised to spend a share of GDP on defence, and who is there? The latest figure of each series stands beside
-- each pledge; a pledge of a group counts for each member of its day. Nobody is there, or not, where no series measures
-- what was pledged.
-- Parameter: share number or any = 2 (percent of GDP that was promised; any pledge)
-- Parameter: region region or any = any (where the state lies)
-- Parameter: limit limit = 200 (most rows)
select g.country_id, a.name as country_name, a.region, g.pledged_by, g.pledge_pct, g.qualifier, g.pledged_on,
    g.due_year, g.series, g.latest_year, g.actual_pct,
    case when g.is_comparable then g.actual_pct >= g.pledge_pct end as is_there, g.progress,
    g.commitment_id, g.evidence_text, g.url
from budget_share_gap g
join actors a on a.actor_id = g.country_id
where ($share is null or g.pledge_pct = $share) and ($region is null or a.region = $region)
order by g.actual_pct desc nulls last, g.country_id, g.commitment_id, g.series
limit $limit
