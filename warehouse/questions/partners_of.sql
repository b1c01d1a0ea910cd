-- With whom does an actor work, in what, and how binding is it?
-- Parameter: actor actor = JPN (an actor)
-- Parameter: kind kind or any = any (what they do together)
-- Parameter: limit limit = 200 (most rows)
with own as (select distinct commitment_id from commitment_parties where actor_id = $actor),
partners as (
    select distinct p.commitment_id, p.actor_id as partner
    from commitment_parties p
    where p.commitment_id in (from own) and p.actor_id <> $actor
)
select p.partner, any_value(a.name) as partner_name, c.kind, count(*) as commitments_count,
    count(*) filter (c.standing in ('in_force', 'under_way', 'completed', 'agreed')) as binding_count,
    count(*) filter (c.standing = 'planned') as planned_count,
    count(*) filter (c.standing in ('proposed', 'called_for')) as discussed_count,
    count(*) filter (c.standing in ('denied', 'suspended')) as ended_count,
    max(c.last_seen_on) as last_seen_on,
    arg_max(c.commitment_id, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as example_id,
    arg_max(c.evidence_text, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as evidence_text,
    arg_max(c.url, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as url
from partners p
join current_commitments c using (commitment_id)
left join actors a on a.actor_id = p.partner
where $kind is null or c.kind = $kind
group by p.partner, c.kind
order by commitments_count desc, p.partner, c.kind
limit $limit
