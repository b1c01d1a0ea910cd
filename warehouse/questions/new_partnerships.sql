-- With whom has an actor begun to work since a day: partners of whom nothing was read before?
-- Parameter: actor actor = JPN (an actor)
-- Parameter: since date = 2022-01-01 (first day)
-- Parameter: kind kind or any = any (in what)
-- Parameter: limit limit = 200 (most rows)
with paired as (
    select row_id, commitment_id, kind, first_seen_on,
        unnest(list_distinct(list_concat(parties, counterparts))) as partner
    from current_rows
    where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
        and standing <> 'denied' and ($kind is null or kind = $kind)
),
counted as materialized (
    select partner, min(first_seen_on) as began_on, count(*) as commitments_count,
        list_sort(list_distinct(list(kind))) as kinds,
        min(struct_pack(a := first_seen_on, b := commitment_id, c := row_id)).c as row_id
    from paired
    where partner <> $actor
    group by partner
    having min(first_seen_on) >= $since
    order by began_on desc, partner
    limit $limit
)
select n.partner, a.name as partner_name, a.region, n.began_on as first_seen_on, n.commitments_count, n.kinds,
    c.commitment_id, c.standing, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
left join actors a on a.actor_id = n.partner
order by n.began_on desc, n.partner
