-- How many documents we have read of this day and of every later one (near-duplicates once).
select published_on, sum(sum(documents_count - duplicates_count)) over (order by published_on desc) as documents_since
from documents_seen
group by published_on
