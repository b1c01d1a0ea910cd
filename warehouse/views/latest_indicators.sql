-- Real spending: of each country, year and series the figure of the latest vintage, and its change to the year before
-- in the same vintage. A figure that its source has corrected counts as corrected.
select * from latest_indicators_as_of('infinity')
