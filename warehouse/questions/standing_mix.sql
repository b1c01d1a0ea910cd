-- How binding is what is promised, by kind: how many commitments are in force, agreed, planned, only proposed, denied?
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: region region or any = any (a party lies there)
with counted as materialized (
    select kind, standing, count(*) as commitments_count,
        max(struct_pack(a := last_seen_on, b := commitment_id, c := row_id)).c as row_id
    from current_rows
    where ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
        and ($region is null or commitment_id in (
            select p.commitment_id from commitment_parties p join actors a using (actor_id)
            where a.region = $region and p.role = 'party'))
    group by kind, standing
)
select n.* exclude (row_id), c.commitment_id as example_id, c.parties, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.kind, n.commitments_count desc, n.standing
