-- Pledged shares of GDP against the latest figure of each series, country by country: those that fall due last, at most
-- forty rows a country.
select country_id, pledged_by, is_group_pledge, standing, scope, pledge_pct, qualifier, due_year, series, vintage,
    latest_year, actual_pct, gap_pct_points, years_to_go, needed_pct_points_a_year, straight_line_pct,
    straight_line_gets_there, progress, commitment_id, evidence_text, title, url, published_on
from budget_share_gap
qualify row_number() over (
    partition by country_id order by due_year desc nulls last, published_on desc, commitment_id, series, vintage
) <= 40
order by country_id, due_year nulls last, pledge_pct, series, commitment_id
