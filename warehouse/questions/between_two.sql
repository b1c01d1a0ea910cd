-- What have two actors agreed, planned or denied with each other?
-- Parameter: actor_a = JPN (an actor)
-- Parameter: actor_b = USA (another)
select c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.delivery_now, c.instrument, c.due_end_on,
    c.first_seen_on, c.last_seen_on, c.evidence_text, c.url
from commitment_pairs p
join current_commitments c using (commitment_id)
where (p.actor_a, p.actor_b) = (least(upper($actor_a), upper($actor_b)), greatest(upper($actor_a), upper($actor_b)))
order by c.kind, c.last_seen_on desc, c.commitment_id
