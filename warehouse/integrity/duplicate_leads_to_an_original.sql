-- A near-duplicate repeats a document that is there, is no duplicate itself, and was not published later.
-- Remedy: mend the duplicate search: each group of repeats has one original, its earliest document
-- Table: documents
select d.document_id, d.duplicate_of, d.published_on, o.published_on as original_published_on,
    o.duplicate_of as original_duplicate_of
from documents d
left join documents o on o.document_id = d.duplicate_of
where d.duplicate_of is not null
    and (o.document_id is null or o.duplicate_of is not null or o.published_on > d.published_on)
order by d.document_id
