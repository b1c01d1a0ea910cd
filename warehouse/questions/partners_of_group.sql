-- Which partner of an organisation does what with it? Partners are states and organisations that were no members when
-- the commitment was last read of.
-- Parameter: organisation actor = NATO (an organisation)
-- Parameter: kind kind or any = any (what they do together)
-- Parameter: limit limit = 200 (most rows)
with own as (
    select row_id, commitment_id, kind, standing, first_seen_on, last_seen_on,
        list_distinct(list_concat(parties, counterparts)) as actors
    from current_rows
    where ($kind is null or kind = $kind) and commitment_id in (
        select commitment_id from commitment_parties where actor_id = $organisation and role <> 'host'
    )
),
paired as (select * exclude (actors), unnest(actors) as partner from own),
counted as materialized (
    select p.partner, p.kind, count(*) as commitments_count,
        count(*) filter (p.standing in ('in_force', 'under_way', 'completed', 'agreed')) as binding_count,
        min(p.first_seen_on) as began_on, max(p.last_seen_on) as latest_on,
        max(struct_pack(a := p.last_seen_on, b := p.commitment_id, c := p.row_id)).c as row_id
    from paired p
    where p.partner <> $organisation and not exists (
        from actor_memberships m
        where m.organisation_id = $organisation and m.member_id = p.partner
            and m.joined_on <= p.last_seen_on and (m.left_on is null or m.left_on >= p.last_seen_on)
    )
    group by p.partner, p.kind
    order by commitments_count desc, p.partner, p.kind
    limit $limit
)
select n.partner, a.name as partner_name, n.kind, n.commitments_count, n.binding_count, n.began_on as first_seen_on,
    n.latest_on as last_seen_on, c.standing as latest_standing, c.commitment_id as example_id, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
join actors a on a.actor_id = n.partner
order by n.commitments_count desc, n.partner, n.kind
