-- What could not be read or broke its contract, where does it stand, and what is to be done?
-- Parameter: source source or any = any (a source)
-- Parameter: rule text or any = any (a rule that was broken)
-- Parameter: limit limit = 200 (most rows)
select source_id, stage, rule, location, reason, remedy, batch_id
from rejections
where ($source is null or source_id = $source) and ($rule is null or rule = $rule)
order by source_id, rule, location
limit $limit
