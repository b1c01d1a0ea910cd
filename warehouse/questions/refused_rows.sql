-- What could not be read or broke its contract, where does it stand, and what is to be done?
-- Parameter: source = any (a source)
-- Parameter: rule = any (a rule that was broken)
select source_id, stage, rule, location, reason, remedy, batch_id
from rejections
where ($source = 'any' or source_id = $source) and ($rule = 'any' or rule = $rule)
order by source_id, rule, location
