-- What was denied, ruled out or refused?
-- Parameter: actor actor or any = any (who)
-- Parameter: kind kind or any = any (what)
-- Parameter: since date = 2014-01-01 (first day)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where standing = 'denied' and last_seen_on >= $since and ($kind is null or kind = $kind) and ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
    order by last_seen_on desc, commitment_id
    limit $limit
)
select c.last_seen_on, c.commitment_id, c.kind, c.parties, c.counterparts, c.instrument, c.quantity_value,
    c.quantity_unit, c.documents_count, c.evidence_text, c.url
from current_rows c
where c.row_id in (from chosen)
order by c.last_seen_on desc, c.commitment_id
