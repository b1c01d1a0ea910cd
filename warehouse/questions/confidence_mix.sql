-- How sure are the readings, by kind: how many commitments stand on explicit, inferred or weak evidence, and how sure
-- is the middle one?
-- Parameter: kind kind or any = any (what is promised)
with counted as materialized (
    select kind, tier, count(*) as commitments_count, round(median(confidence), 2) as median_confidence,
        count(*) filter (documents_count > 1) as several_documents_count,
        max(struct_pack(a := confidence, b := commitment_id, c := row_id)).c as row_id
    from current_rows
    where ($kind is null or kind = $kind)
    group by kind, tier
)
select n.* exclude (row_id), c.commitment_id as example_id, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.kind, n.commitments_count desc, n.tier
