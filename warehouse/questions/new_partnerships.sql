-- With whom has an actor begun to work since a day: partners of whom nothing was read before?
-- Parameter: actor actor = JPN (an actor)
-- Parameter: since date = 2022-01-01 (first day)
-- Parameter: kind kind or any = any (in what)
-- Parameter: limit limit = 200 (most rows)
with paired as (
    select commitment_id, kind, standing, first_seen_on, evidence_text, url,
        unnest(list_concat(parties, counterparts)) as partner
    from current_commitments
    where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
        and standing <> 'denied' and ($kind is null or kind = $kind)
)
select p.partner, any_value(a.name) as partner_name, any_value(a.region) as region,
    min(p.first_seen_on) as first_seen_on, count(*) as commitments_count,
    list_sort(list_distinct(list(p.kind))) as kinds,
    arg_min(p.commitment_id, struct_pack(a := p.first_seen_on, b := p.commitment_id)) as commitment_id,
    arg_min(p.standing, struct_pack(a := p.first_seen_on, b := p.commitment_id)) as standing,
    arg_min(p.evidence_text, struct_pack(a := p.first_seen_on, b := p.commitment_id)) as evidence_text,
    arg_min(p.url, struct_pack(a := p.first_seen_on, b := p.commitment_id)) as url
from paired p
left join actors a on a.actor_id = p.partner
where p.partner <> $actor
group by p.partner
having min(p.first_seen_on) >= $since
order by first_seen_on desc, p.partner
limit $limit
