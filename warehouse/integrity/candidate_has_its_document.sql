-- Every candidate is of a document that is there.
-- Remedy: load the batch of documents before its candidates, or discard the batch
-- Table: candidates
-- Touched: candidates, documents
select c.candidate_id, c.document_id, c.batch_id
from candidates c
where not exists (from documents d where d.document_id = c.document_id)
order by c.candidate_id
