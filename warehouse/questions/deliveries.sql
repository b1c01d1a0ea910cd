-- Was it kept? How many commitments of each kind were delivered, are under way, are past due without evidence, or have
-- not been assessed.
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: actor actor or any = any (who is bound)
with counted as materialized (
    select c.kind, c.delivery_now, count(*) as commitments_count, min(c.due_end_on) as first_due_on,
        max(c.last_seen_on) as latest_on
    from current_commitments c
    where ($kind is null or c.kind = $kind) and ($actor is null
        or c.commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role = 'party'))
    group by c.kind, c.delivery_now
),
examples as materialized (  -- of each the last by its id: names of millions would be long to compare
    select n.kind, n.delivery_now, max(struct_pack(a := c.commitment_id, b := c.row_id)).b as row_id
    from current_commitments c
    join counted n on n.kind = c.kind and n.delivery_now = c.delivery_now and n.latest_on = c.last_seen_on
    where $actor is null
        or c.commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role = 'party')
    group by n.kind, n.delivery_now
)
select n.* exclude (latest_on), c.commitment_id as example_id, c.parties, c.evidence_text, c.url
from counted n
join examples using (kind, delivery_now)
join current_rows c using (row_id)
order by n.kind, n.commitments_count desc, n.delivery_now
