-- One mention of every current commitment: one that says what its standing is now, then an independent one before a
-- repeat, then the surest, then the earliest.
select
    commitment_id, mention_id, evidence_text, evidence_start, evidence_end, document_id, title, url, published_on,
    source_id, reliability_grade
from evidence
qualify row_number() over (
    partition by commitment_id
    order by mention_standing = standing desc, is_independent desc, confidence desc, published_on, mention_id
) = 1
