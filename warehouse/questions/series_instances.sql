-- Which series of exercises or meetings are there, and what are their instances, year by year?
-- Parameter: instrument instrument or any = any (the name of the series)
-- Parameter: actor actor or any = any (who takes part)
-- Parameter: limit limit = 200 (most rows)
select c.instrument as series_name, c.series_id, c.instance, c.standing, c.parties, c.counterparts, c.place,
    c.effective_start_on, c.due_end_on, c.commitment_id, c.evidence_text, c.url
from current_commitments c
where c.series_id is not null and ($instrument is null or c.instrument = $instrument) and ($actor is null
    or c.commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
order by c.instrument, c.instance desc, c.commitment_id
limit $limit
