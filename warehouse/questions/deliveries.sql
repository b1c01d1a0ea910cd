-- Was it kept? How many commitments of each kind were delivered, are under way, are past due without evidence, or have
-- not been assessed.
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: actor actor or any = any (who is bound)
with counted as materialized (
    select c.kind, c.delivery_now, count(*) as commitments_count, min(c.due_end_on) as first_due_on,
        max(struct_pack(a := c.last_seen_on, b := c.commitment_id, c := c.row_id)).c as row_id
    from current_commitments c
    where ($kind is null or c.kind = $kind) and ($actor is null
        or c.commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role = 'party'))
    group by c.kind, c.delivery_now
)
select n.* exclude (row_id), c.commitment_id as example_id, c.parties, c.evidence_text, c.url
from counted n
join current_commitments c using (row_id)
order by n.kind, n.commitments_count desc, n.delivery_now
