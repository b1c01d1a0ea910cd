-- With whom does an actor work, in what, and how binding is it?
-- Parameter: actor actor = JPN (an actor)
-- Parameter: kind kind or any = any (what they do together)
-- Parameter: limit limit = 200 (most rows)
with own as (
    select row_id, commitment_id, kind, standing, last_seen_on, list_concat(parties, counterparts) as actors
    from current_rows
    where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor)
        and ($kind is null or kind = $kind)
),
paired as (select distinct * exclude (actors), unnest(actors) as partner from own),
counted as materialized (
    select partner, kind, count(*) as commitments_count,
        count(*) filter (standing in ('in_force', 'under_way', 'completed', 'agreed')) as binding_count,
        count(*) filter (standing = 'planned') as planned_count,
        count(*) filter (standing in ('proposed', 'called_for')) as discussed_count,
        count(*) filter (standing in ('denied', 'suspended')) as ended_count,
        max(last_seen_on) as latest_on, max(struct_pack(a := last_seen_on, b := commitment_id, c := row_id)).c as row_id
    from paired
    where partner <> $actor
    group by partner, kind
    order by commitments_count desc, partner, kind
    limit $limit
)
select n.partner, a.name as partner_name, n.kind, n.commitments_count, n.binding_count, n.planned_count,
    n.discussed_count, n.ended_count, n.latest_on as last_seen_on, c.commitment_id as example_id, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
left join actors a on a.actor_id = n.partner
order by n.commitments_count desc, n.partner, n.kind
