-- Real spending as a share of GDP: country, year and series, the latest edition of each, and the source that gave it.
select t.country_id, t.country_name, t.year, t.series, t.vintage, t.actual_pct, t.is_estimate, i.source_id
from budget_share_trend t
left join latest_indicators i using (country_id, year, series, vintage)
where t.actual_pct is not null
qualify row_number() over (partition by t.country_id, t.year, t.series order by t.vintage desc) = 1
order by t.country_id, t.series, t.year
