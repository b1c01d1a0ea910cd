-- Which joint exercises of an actor were held or are planned, year by year?
-- Parameter: actor actor or any = any (who takes part)
-- Parameter: since year = 2014 (first year)
-- Parameter: limit limit = 200 (most rows)
select year, stage, commitment_id, parties, counterparts, instrument, place, standing, effective_start_on, due_end_on,
    documents_count, evidence_text, url
from joint_training
where year >= $since and ($actor is null
    or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
order by year desc, commitment_id
limit $limit
