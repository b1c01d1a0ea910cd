-- Real spending as we would have answered at a moment: of each country, year and series the figure of the latest
-- vintage that was fetched by then, and its change to the year before in the same vintage. Timestamps are in UTC.
-- Parameter: moment
with known as (
    select
        country_id, year, series, vintage, share_of_gdp_pct, is_estimate, is_highly_uncertain, note, source_id,
        share_of_gdp_pct - lag(share_of_gdp_pct) over vintages as change, year - lag(year) over vintages as years
    from indicators
    where (recorded_from is null or recorded_from <= cast(moment as timestamptz))
        and (recorded_to is null or recorded_to > cast(moment as timestamptz))
    window vintages as (partition by country_id, series, vintage order by year)
)
select * exclude (change, years), case when years = 1 then round(change, 4) end as change_pct_points
from known
qualify row_number() over (partition by country_id, year, series order by vintage desc) = 1
