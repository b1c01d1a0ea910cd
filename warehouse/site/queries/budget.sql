-- Real spending as a share of GDP: country, year and series, the latest edition of each.
select country_id, country_name, year, series, vintage, actual_pct, is_estimate
from budget_share_trend
where actual_pct is not null
qualify row_number() over (partition by country_id, year, series order by vintage desc) = 1
order by country_id, series, year
