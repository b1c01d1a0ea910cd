-- Every document is of a source that the catalogue still lists.
-- Remedy: a publisher left the catalogue; keep its file with documents_min 0, so that its grade and licence stay known
-- Table: documents
-- Severity: warning
select d.source_id, count(*) as documents_count, min(d.document_id) as document_id
from documents d
where d.source_id not in (select source_id from sources)
group by d.source_id
order by d.source_id
