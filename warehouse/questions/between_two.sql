-- What have two actors agreed, planned or denied with each other?
-- Parameter: actor_a actor = JPN (an actor)
-- Parameter: actor_b actor = USA (another)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with shared as (
    select commitment_id
    from commitment_parties
    where actor_id in ($actor_a, $actor_b)
    group by commitment_id
    having count(distinct actor_id) = 2
)
select c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.delivery_now, c.instrument, c.due_end_on,
    c.first_seen_on, c.last_seen_on, c.evidence_text, c.url
from current_commitments c
where c.commitment_id in (from shared) and ($kind is null or c.kind = $kind)
order by c.last_seen_on desc, c.commitment_id
limit $limit
