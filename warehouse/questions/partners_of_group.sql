-- Which partner of an organisation does what with it? Partners are states and organisations that were no members when
-- the commitment was last read of.
-- Parameter: organisation actor = NATO (an organisation)
-- Parameter: kind kind or any = any (what they do together)
-- Parameter: limit limit = 200 (most rows)
with own as (
    select *
    from current_commitments
    where commitment_id in (
        select commitment_id from commitment_parties where actor_id = $organisation and role <> 'host'
    ) and ($kind is null or kind = $kind)
),
paired as (select *, unnest(list_concat(parties, counterparts)) as partner from own)
select p.partner, any_value(a.name) as partner_name, p.kind, count(*) as commitments_count,
    count(*) filter (p.standing in ('in_force', 'under_way', 'completed', 'agreed')) as binding_count,
    min(p.first_seen_on) as first_seen_on, max(p.last_seen_on) as last_seen_on,
    arg_max(p.standing, struct_pack(a := p.last_seen_on, b := p.commitment_id)) as latest_standing,
    arg_max(p.commitment_id, struct_pack(a := p.last_seen_on, b := p.commitment_id)) as example_id,
    arg_max(p.evidence_text, struct_pack(a := p.last_seen_on, b := p.commitment_id)) as evidence_text,
    arg_max(p.url, struct_pack(a := p.last_seen_on, b := p.commitment_id)) as url
from paired p
join actors a on a.actor_id = p.partner
where p.partner <> $organisation and not exists (
    from actor_memberships m
    where m.organisation_id = $organisation and m.member_id = p.partner
        and m.joined_on <= p.last_seen_on and (m.left_on is null or m.left_on >= p.last_seen_on)
)
group by p.partner, p.kind
order by commitments_count desc, p.partner, p.kind
limit $limit
