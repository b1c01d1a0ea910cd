-- The text of a candidate that is no commitment stands in its document's text, at its offsets, where that may be kept.
-- Remedy: the extractor's offsets do not fit the text: report the rule_id; discard the batch until it is mended
-- Table: candidates
-- Touched: candidates, documents
select c.candidate_id, c.document_id, c.batch_id, c.rule_id, c.evidence_start, c.evidence_end, c.evidence_text
from candidates c
join documents d using (document_id)
where d.text is not null
    and substring(d.text, c.evidence_start + 1, c.evidence_end - c.evidence_start) is distinct from c.evidence_text
order by c.candidate_id
