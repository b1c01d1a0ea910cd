-- Who works with whom in what: for each pair of actors and each kind how many commitments bind them, are planned, are
-- only discussed, or have ended or been denied, with the latest sentence. A group that is named as one is one actor.
select
    p.actor_a, p.actor_b, c.kind, count(*) as commitments_count,
    count(*) filter (c.standing in ('in_force', 'under_way', 'completed', 'agreed')) as binding_count,
    count(*) filter (c.standing = 'planned') as planned_count,
    count(*) filter (c.standing in ('proposed', 'called_for')) as discussed_count,
    count(*) filter (c.standing in ('denied', 'suspended')) as ended_count,
    min(c.first_seen_on) as first_seen_on, max(c.last_seen_on) as last_seen_on,
    list(c.commitment_id order by c.commitment_id) as commitment_ids,
    arg_max(c.evidence_text, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as evidence_text,
    arg_max(c.url, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as url
from commitment_pairs p
join current_commitments c using (commitment_id)
group by p.actor_a, p.actor_b, c.kind
order by p.actor_a, p.actor_b, c.kind
