-- Which series of exercises or meetings are there, and what are their instances, year by year?
-- Parameter: instrument instrument or any = any (the name of the series)
-- Parameter: actor actor or any = any (who takes part)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where series_id is not null and ($instrument is null or instrument = $instrument) and ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
    order by instrument, instance desc, commitment_id
    limit $limit
)
select c.instrument as series_name, c.series_id, c.instance, c.standing, c.parties, c.counterparts, c.place,
    c.effective_start_on, c.due_end_on, c.commitment_id, c.evidence_text, c.url
from current_rows c
where c.row_id in (from chosen)
order by c.instrument, c.instance desc, c.commitment_id
