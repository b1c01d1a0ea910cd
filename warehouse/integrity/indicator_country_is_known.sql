-- Every figure is of a state that the register of actors knows.
-- Remedy: correct the code in the source's table, or add the state to schemas/vocabulary/states.yml
-- Table: indicators
-- Severity: warning
select i.country_id, count(*) as figures_count, min(i.year) as first_year, any_value(i.source_id) as source_id
from indicators i
where i.country_id not in (select actor_id from actors)
group by i.country_id
order by i.country_id
