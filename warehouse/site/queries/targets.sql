-- Pledged shares of GDP against the latest figure of each series, country by country.
select country_id, pledged_by, is_group_pledge, standing, scope, pledge_pct, qualifier, due_year, series, vintage,
    latest_year, actual_pct, gap_pct_points, years_to_go, needed_pct_points_a_year, straight_line_pct,
    straight_line_gets_there, progress, commitment_id, evidence_text, title, url, published_on
from budget_share_gap
order by country_id, due_year nulls last, pledge_pct, series, commitment_id
