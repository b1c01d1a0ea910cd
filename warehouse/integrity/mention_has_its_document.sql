-- Every mention is of a document that is there, and came with the same batch.
-- Remedy: load the batch of documents before its mentions, or discard the batch
-- Table: mentions
-- Touched: mentions, documents
select m.mention_id, m.document_id, m.batch_id, d.batch_id as document_batch_id
from mentions m
left join documents d using (document_id)
where d.document_id is null or d.batch_id <> m.batch_id
order by m.mention_id
