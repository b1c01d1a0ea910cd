-- How sure are the readings, by kind: how many commitments stand on explicit, inferred or weak evidence, and how sure
-- is the middle one?
-- Parameter: kind kind or any = any (what is promised)
with counted as materialized (
    select kind, tier, count(*) as commitments_count, round(median(confidence), 2) as median_confidence,
        count(*) filter (documents_count > 1) as several_documents_count,
        max(confidence) as surest
    from current_rows
    where ($kind is null or kind = $kind)
    group by kind, tier
),
examples as materialized (  -- of the surest the last by its id: names of millions would be long to compare
    select n.kind, n.tier, max(struct_pack(a := c.commitment_id, b := c.row_id)).b as row_id
    from current_rows c
    join counted n on n.kind = c.kind and n.tier = c.tier and n.surest = c.confidence
    group by n.kind, n.tier
)
select n.* exclude (surest), c.commitment_id as example_id, c.evidence_text, c.url
from counted n
join examples using (kind, tier)
join current_rows c using (row_id)
order by n.kind, n.commitments_count desc, n.tier
