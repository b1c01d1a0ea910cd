-- Which joint exercises of an actor were held or are planned, year by year?
-- Parameter: actor actor or any = any (who takes part)
-- Parameter: since year = 2014 (first year)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from joint_training
    where year >= $since and ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
    order by year desc, commitment_id
    limit $limit
)
select c.year, c.stage, c.commitment_id, c.parties, c.counterparts, c.instrument, c.place, c.standing,
    c.effective_start_on, c.due_end_on, c.documents_count, c.evidence_text, c.url
from joint_training c
where c.row_id in (from chosen)
order by c.year desc, c.commitment_id
