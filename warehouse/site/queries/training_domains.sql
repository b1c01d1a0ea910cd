-- Joint training by year and domain, as the question exercises_by_domain counts it: one that spans several counts in each.
select year, domain, count(*) as exercises_count
from (select year, unnest(if(len(domains) = 0, ['unnamed'], domains)) as domain from training_in_trends)
group by year, domain
order by year, domain
