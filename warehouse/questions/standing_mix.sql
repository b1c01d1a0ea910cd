-- How binding is what is promised, by kind: how many commitments are in force, agreed, planned, only proposed, denied?
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: region region or any = any (a party lies there)
with counted as (
    select kind, standing, count(*) as commitments_count,
        max(struct_pack(a := last_seen_on, b := commitment_id)).b as example_id
    from commitments
    where recorded_to is null and review is distinct from 'rejected' and ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
        and ($region is null or commitment_id in (
            select p.commitment_id from commitment_parties p join actors a using (actor_id)
            where a.region = $region and p.role = 'party'))
    group by kind, standing
)
select n.*, c.parties, c.evidence_text, c.url
from counted n
join current_commitments c on c.commitment_id = n.example_id
order by n.kind, n.commitments_count desc, n.standing
