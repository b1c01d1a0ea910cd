-- Real spending: of each country, year and series the figure of the latest vintage, and its change to the year before.
with latest as (
    select country_id, year, series, vintage, share_of_gdp_pct, is_estimate, source_id
    from indicators
    where recorded_to is null
    qualify row_number() over (partition by country_id, year, series order by vintage desc) = 1
)
select
    l.*, round(l.share_of_gdp_pct - before.share_of_gdp_pct, 4) as change_pct_points
from latest l
left join latest before
    on before.country_id = l.country_id and before.series = l.series and before.year = l.year - 1
