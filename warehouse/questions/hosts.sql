-- On whose soil does it happen: which states host exercises, forces and bases of others?
-- Parameter: host actor or any = any (the host)
-- Parameter: kind kind or any = any (what is hosted)
-- Parameter: limit limit = 200 (most rows)
select p.actor_id as host, c.kind, count(*) as commitments_count,
    list_sort(list_distinct(flatten(list(c.parties))))[1:12] as parties, max(c.last_seen_on) as last_seen_on,
    arg_max(c.commitment_id, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as example_id,
    arg_max(c.evidence_text, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as evidence_text,
    arg_max(c.url, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as url
from commitment_parties p
join current_commitments c using (commitment_id)
where p.role = 'host' and ($host is null or p.actor_id = $host) and ($kind is null or c.kind = $kind)
group by p.actor_id, c.kind
order by commitments_count desc, host, c.kind
limit $limit
