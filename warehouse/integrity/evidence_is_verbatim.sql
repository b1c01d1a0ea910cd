-- The evidence of a mention stands in its document's text, at its offsets, character by character.
-- Remedy: the extractor's offsets do not fit the text: report the rule_id; discard the batch until it is mended
-- Table: mentions
-- Touched: mentions, documents
select m.mention_id, m.document_id, m.batch_id, m.rule_id, m.evidence_start, m.evidence_end, m.evidence_text,
    substring(d.text, m.evidence_start + 1, m.evidence_end - m.evidence_start) as found_text
from mentions m
join documents d using (document_id)
where substring(d.text, m.evidence_start + 1, m.evidence_end - m.evidence_start) is distinct from m.evidence_text
order by m.mention_id
