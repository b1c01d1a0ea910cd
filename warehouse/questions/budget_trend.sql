-- How has a country's defence spending as a share of GDP moved, beside what it had pledged by then?
-- Parameter: country state = JPN (the state)
-- Parameter: since year = 2014 (first year)
select year, series, actual_pct, change_pct_points, is_estimate, pledge_pct, pledged_by, pledge_due_on, gap_pct_points,
    stated_pct, pledge_id, pledge_evidence, pledge_url, stated_evidence, stated_url
from budget_share_trend
where country_id = $country and year >= $since
order by year, series
