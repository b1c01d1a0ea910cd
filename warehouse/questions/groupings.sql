-- Which groupings of three and more work together under their own names, in what, and since when?
-- Parameter: actor actor = JPN (who belongs to them)
-- Parameter: at_least integer = 3 (fewest actors)
-- Parameter: limit limit = 200 (most rows)
with grouped as (
    select row_id, commitment_id, kind, first_seen_on, last_seen_on,
        list_sort(list_distinct(list_concat(parties, counterparts))) as members
    from current_rows
    where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
        and len(parties) + len(counterparts) >= $at_least and standing <> 'denied'
),
counted as materialized (
    select members, count(*) as commitments_count, list_sort(list_distinct(list(kind))) as kinds,
        min(first_seen_on) as began_on, max(last_seen_on) as latest_on,
        max(struct_pack(a := last_seen_on, b := commitment_id, c := row_id)).c as row_id
    from grouped
    group by members
    order by commitments_count desc, members
    limit $limit
)
select n.members, n.commitments_count, n.kinds, n.began_on as first_seen_on, n.latest_on as last_seen_on,
    c.commitment_id as example_id, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.commitments_count desc, n.members
