-- Defence spending as a share of GDP, country by year: the real share from the indicators (one row a series, latest
-- vintage) beside the share that texts say was reached, and the binding pledge that had been made by that year and
-- falls due next, the highest of several, with its sentence; one without a date comes last. A pledge whose share counts
-- more than defence, or something else, is left out. Years without a figure appear where a pledge falls due in them.
select * from budget_share_trend_as_of('infinity')
