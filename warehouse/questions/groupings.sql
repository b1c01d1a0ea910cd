-- Which groupings of three and more work together under their own names, in what, and since when?
-- Parameter: actor actor = JPN (who belongs to them)
-- Parameter: at_least integer = 3 (fewest actors)
-- Parameter: limit limit = 200 (most rows)
with grouped as (
    select *, list_sort(list_distinct(list_concat(parties, counterparts))) as members
    from current_commitments
    where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
        and len(parties) + len(counterparts) >= $at_least and standing <> 'denied'
)
select members, count(*) as commitments_count, list_sort(list_distinct(list(kind))) as kinds,
    min(first_seen_on) as first_seen_on, max(last_seen_on) as last_seen_on,
    arg_max(commitment_id, struct_pack(a := last_seen_on, b := commitment_id)) as example_id,
    arg_max(evidence_text, struct_pack(a := last_seen_on, b := commitment_id)) as evidence_text,
    arg_max(url, struct_pack(a := last_seen_on, b := commitment_id)) as url
from grouped
group by members
order by commitments_count desc, members
limit $limit
