-- How sure are the readings, by kind: how many commitments stand on explicit, inferred or weak evidence, and how sure
-- is the middle one?
-- Parameter: kind kind or any = any (what is promised)
with counted as (
    select kind, tier, count(*) as commitments_count, round(median(confidence), 2) as median_confidence,
        count(*) filter (documents_count > 1) as several_documents_count,
        max(struct_pack(a := confidence, b := commitment_id)).b as example_id
    from commitments
    where recorded_to is null and review is distinct from 'rejected' and ($kind is null or kind = $kind)
    group by kind, tier
)
select n.*, c.evidence_text, c.url
from counted n
join current_commitments c on c.commitment_id = n.example_id
order by n.kind, n.commitments_count desc, n.tier
