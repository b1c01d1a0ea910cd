-- Every mention is evidence of a commitment, but for those that a reviewer rejected, and those of a text that its
-- publisher has replaced.
-- Remedy: see why the resolution left these mentions out; they are in no view
-- Table: mentions
-- Severity: warning
-- Touched: mentions, commitment_evidence
select m.mention_id, m.kind, m.document_id, m.evidence_text
from mentions m
where m.mention_id not in (select mention_id from commitment_evidence)
    and m.mention_id not in (
        select mention_id from decisions where verdict = 'reject' and state = 'applied' and mention_id is not null
    )
    and m.document_id not in (select document_id from documents where superseded_by is not null)
order by m.mention_id
