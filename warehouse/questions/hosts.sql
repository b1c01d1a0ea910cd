-- On whose soil does it happen: which states host exercises, forces and bases of others?
-- Parameter: host actor or any = any (the host)
-- Parameter: kind kind or any = any (what is hosted)
-- Parameter: limit limit = 200 (most rows)
with hosted as (
    select commitment_id, actor_id as host
    from commitment_parties
    where role = 'host' and ($host is null or actor_id = $host)
),
counted as materialized (
    select h.host, c.kind, count(*) as commitments_count, max(c.last_seen_on) as latest_on,
        max(struct_pack(a := c.last_seen_on, b := c.commitment_id, c := c.row_id)).c as row_id
    from hosted h
    join current_rows c using (commitment_id)
    where $kind is null or c.kind = $kind
    group by h.host, c.kind
    order by commitments_count desc, h.host, c.kind
    limit $limit
)
select n.host, n.kind, n.commitments_count, n.latest_on as last_seen_on, c.parties as example_parties,
    c.commitment_id as example_id, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.commitments_count desc, n.host, n.kind
