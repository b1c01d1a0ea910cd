-- What has an actor promised, or what was promised to it? With how binding it is, how much, by when, and the sentence.
-- Parameter: actor actor = JPN (who)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
        and ($kind is null or kind = $kind)
    order by last_seen_on desc, commitment_id
    limit $limit
)
select c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.delivery_now, c.quantity_value,
    c.quantity_unit, c.due_end_on, c.instrument, c.last_seen_on, c.confidence, c.evidence_text, c.url
from current_commitments c
where c.row_id in (from chosen)
order by c.last_seen_on desc, c.commitment_id
