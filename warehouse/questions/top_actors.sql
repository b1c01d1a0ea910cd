-- Who takes part in most commitments, as a party, as a receiver and as a host?
-- Parameter: region region or any = any (where a state lies)
-- Parameter: limit limit = 50 (most rows)
with counted as (
    select actor_id, count(*) filter (role = 'party') as party_count,
        count(*) filter (role = 'counterpart') as counterpart_count, count(*) filter (role = 'host') as host_count,
        count(distinct commitment_id) as commitments_count, max(commitment_id) as example_id
    from commitment_parties
    group by actor_id
),
chosen as (
    select n.*, a.name, a.region
    from counted n
    join actors a using (actor_id)
    where $region is null or a.region = $region
    order by n.commitments_count desc, n.actor_id
    limit $limit
)
select n.actor_id, n.name, n.region, n.commitments_count, n.party_count, n.counterpart_count, n.host_count,
    n.example_id, c.kind as example_kind, c.evidence_text, c.url
from chosen n
left join current_commitments c on c.commitment_id = n.example_id
order by n.commitments_count desc, n.actor_id
