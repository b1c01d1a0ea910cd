-- Of a source whose texts may not be kept no text is there, and no quotation longer than may be quoted.
-- Remedy: see that its batches were extracted, then run the night again: texts are dropped after the extraction
-- Table: documents
with bound as (
    select source_id, coalesce(quote_chars_max, 0) as most from sources where retention_text = 'drop'
)
select d.document_id, d.source_id, 'text' as what, d.text_length as characters
from documents d
join bound using (source_id)
where d.text is not null
union all
select d.document_id, d.source_id, 'evidence', length(m.evidence_text)
from mentions m
join documents d using (document_id)
join bound using (source_id)
where length(m.evidence_text) > bound.most
order by all
