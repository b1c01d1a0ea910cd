-- Which commitments rest on one document alone, or on a doubtful reading, and should be looked at by a person?
-- Parameter: confidence number = 0.5 (at most this sure)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where (confidence <= $confidence or (documents_count = 1 and tier <> 'explicit'))
        and ($kind is null or kind = $kind)
    order by confidence, commitment_id
    limit $limit
)
select c.commitment_id, c.kind, c.parties, c.standing, c.documents_count, c.confidence, c.tier, c.reliability_grade,
    c.evidence_text, c.url
from current_commitments c
where c.row_id in (from chosen)
order by c.confidence, c.commitment_id
