-- Which agreements of one name are there: who has an ACSA, a GSOMIA or an RAA with whom, and does it bind?
-- Parameter: instrument instrument or any = RAA (a name or another name of the agreement)
-- Parameter: actor actor or any = any (whose)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where instrument is not null and ($instrument is null or instrument = $instrument) and ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
    order by instrument, parties, commitment_id
    limit $limit
)
select c.instrument, c.parties, c.counterparts, c.kind, c.standing, c.announced_start_on, c.effective_start_on,
    c.first_seen_on, c.last_seen_on, c.documents_count, c.commitment_id, c.evidence_text, c.url
from current_rows c
where c.row_id in (from chosen)
order by c.instrument, c.parties, c.commitment_id
