-- Which commitments of an actor does no official source prove best, and how reliable is the one that does?
-- Parameter: actor actor = JPN (whose commitments)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select c.row_id
    from current_rows c
    join sources s using (source_id)
    where not s.is_official and ($kind is null or c.kind = $kind)
        and c.commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
    order by s.reliability_grade desc, c.documents_count, c.commitment_id
    limit $limit
)
select c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.documents_count, c.source_id,
    s.document_type, s.reliability_grade, c.confidence, c.evidence_text, c.url
from current_rows c
join sources s using (source_id)
where c.row_id in (from chosen)
order by s.reliability_grade desc, c.documents_count, c.commitment_id
