-- What have two actors agreed, planned or denied with each other?
-- Parameter: actor_a actor = JPN (an actor)
-- Parameter: actor_b actor = USA (another)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor_a)
        and commitment_id in (select commitment_id from commitment_parties where actor_id = $actor_b)
        and ($kind is null or kind = $kind)
    order by last_seen_on desc, commitment_id
    limit $limit
)
select c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.delivery_now, c.instrument, c.due_end_on,
    c.first_seen_on, c.last_seen_on, c.evidence_text, c.url
from current_commitments c
where c.row_id in (from chosen)
order by c.last_seen_on desc, c.commitment_id
