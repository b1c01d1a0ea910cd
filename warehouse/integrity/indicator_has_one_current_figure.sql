-- At every moment one figure of a country, year, series and vintage is current, whatever items it was read from.
-- Remedy: two items of one night contradict each other: discard the batch of the one that is wrong
-- Table: indicators
select country_id, year, series, vintage, list_sort(list(share_of_gdp_pct)) as shares, list_sort(list(fetch_id)) as fetches
from indicators
where recorded_to is null
group by country_id, year, series, vintage
having count(*) > 1
order by all
