-- The evidence of a mention stands in its document's text, at its offsets, character by character. Where the text may not
-- be kept, its hash is that of the evidence as it was extracted, unless it was cut to what may be quoted.
-- Remedy: the extractor's offsets do not fit the text: report the rule_id; discard the batch until it is mended
-- Table: mentions
-- Touched: mentions, documents
select m.mention_id, m.document_id, m.batch_id, m.rule_id, m.evidence_start, m.evidence_end, m.evidence_text,
    substring(d.text, m.evidence_start + 1, m.evidence_end - m.evidence_start) as found_text
from mentions m
join documents d using (document_id)
where case
    when d.text is not null
        then substring(d.text, m.evidence_start + 1, m.evidence_end - m.evidence_start) is distinct from m.evidence_text
    when d.text_sha256 is null or m.evidence_sha256 is null or m.evidence_end > d.text_length then true
    when length(m.evidence_text) = m.evidence_end - m.evidence_start
        then sha256(m.evidence_text) is distinct from m.evidence_sha256
    else length(m.evidence_text) > m.evidence_end - m.evidence_start
end
order by m.mention_id
