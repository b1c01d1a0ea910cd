-- Who takes part in most commitments, as a party, as a receiver and as a host?
-- Parameter: region region or any = any (where a state lies)
-- Parameter: limit limit = 50 (most rows)
with counted as (
    select actor_id, count(*) filter (role = 'party') as party_count,
        count(*) filter (role = 'counterpart') as counterpart_count, count(*) filter (role = 'host') as host_count,
        max(commitment_id) as example_id
    from commitment_parties
    group by actor_id
),
chosen as (
    select n.*, a.name, a.region
    from counted n
    join actors a using (actor_id)
    where $region is null or a.region = $region
    order by n.party_count desc, n.actor_id
    limit $limit
),
examples as materialized (
    select row_id from current_rows where commitment_id in (select example_id from chosen)
)
select n.actor_id, n.name, n.region, n.party_count, n.counterpart_count, n.host_count, n.example_id,
    c.kind as example_kind, c.evidence_text, c.url
from chosen n
left join (from current_rows where row_id in (from examples)) c on c.commitment_id = n.example_id
order by n.party_count desc, n.actor_id
