-- Which states of one region of the world work with which of another, in what?
-- Parameter: region_a region = eastern_asia (one region)
-- Parameter: region_b region = northern_europe (the other)
-- Parameter: kind kind or any = any (what they do together)
-- Parameter: limit limit = 200 (most rows)
with side_a as (
    select distinct p.commitment_id, p.actor_id
    from commitment_parties p
    join actors a using (actor_id)
    where a.region = $region_a and p.role <> 'host'
),
side_b as (
    select distinct p.commitment_id, p.actor_id
    from commitment_parties p
    join actors a using (actor_id)
    where a.region = $region_b and p.role <> 'host'
),
paired as (
    select x.commitment_id, x.actor_id as actor_a, y.actor_id as actor_b
    from side_a x
    join side_b y on y.commitment_id = x.commitment_id and y.actor_id <> x.actor_id
    where $region_a <> $region_b or x.actor_id < y.actor_id
),
counted as materialized (
    select p.actor_a, p.actor_b, c.kind, count(*) as commitments_count, max(c.last_seen_on) as latest_on,
        max(struct_pack(a := c.last_seen_on, b := c.commitment_id, c := c.row_id)).c as row_id
    from paired p
    join current_rows c using (commitment_id)
    where $kind is null or c.kind = $kind
    group by p.actor_a, p.actor_b, c.kind
    order by commitments_count desc, p.actor_a, p.actor_b, c.kind
    limit $limit
)
select n.actor_a, n.actor_b, n.kind, n.commitments_count, n.latest_on as last_seen_on, c.commitment_id as example_id,
    c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.commitments_count desc, n.actor_a, n.actor_b, n.kind
