-- Every candidate is of a document that is there.
-- Remedy: load the batch of documents before its candidates, or discard the batch
-- Table: candidates
-- Touched: candidates
select c.candidate_id, c.document_id, c.batch_id
from candidates c
where c.document_id not in (select document_id from documents)
order by c.candidate_id
