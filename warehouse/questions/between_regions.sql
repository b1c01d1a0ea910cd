-- Which states of one region of the world work with which of another, in what?
-- Parameter: region_a region = eastern_asia (one region)
-- Parameter: region_b region = northern_europe (the other)
-- Parameter: kind kind or any = any (what they do together)
-- Parameter: limit limit = 200 (most rows)
with placed as (
    select distinct p.commitment_id, p.actor_id, a.region
    from commitment_parties p
    join actors a using (actor_id)
    where a.region in ($region_a, $region_b) and p.role <> 'host'
),
paired as (
    select x.commitment_id, x.actor_id as actor_a, y.actor_id as actor_b
    from placed x
    join placed y on y.commitment_id = x.commitment_id and y.region = $region_b and y.actor_id <> x.actor_id
    where x.region = $region_a and ($region_a <> $region_b or x.actor_id < y.actor_id)
)
select p.actor_a, p.actor_b, c.kind, count(*) as commitments_count, max(c.last_seen_on) as last_seen_on,
    arg_max(c.commitment_id, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as example_id,
    arg_max(c.evidence_text, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as evidence_text,
    arg_max(c.url, struct_pack(a := c.last_seen_on, b := c.commitment_id)) as url
from paired p
join current_commitments c using (commitment_id)
where $kind is null or c.kind = $kind
group by p.actor_a, p.actor_b, c.kind
order by commitments_count desc, p.actor_a, p.actor_b, c.kind
limit $limit
