-- What was refused, by source and rule.
select source_id, rule, count(*) as rows_count, any_value(reason) as reason, any_value(remedy) as remedy,
    min(location) as first_location
from rejections
group by source_id, rule
order by rows_count desc, source_id, rule
