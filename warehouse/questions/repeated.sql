-- Which commitments are repeated most, in how many documents, over how long?
-- Parameter: at_least integer = 2 (fewest documents)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: limit limit = 50 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where documents_count >= $at_least and ($kind is null or kind = $kind) and ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
    order by documents_count desc, mentions_count desc, commitment_id
    limit $limit
)
select c.documents_count, c.mentions_count, c.first_seen_on, c.last_seen_on,
    date_diff('day', c.first_seen_on, c.last_seen_on) as days_between, c.commitment_id, c.kind, c.parties,
    c.counterparts, c.standing, c.instrument, c.evidence_text, c.url
from current_rows c
where c.row_id in (from chosen)
order by c.documents_count desc, c.mentions_count desc, c.commitment_id
