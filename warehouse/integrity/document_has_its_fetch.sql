-- Every document comes from a fetched item that is there, with the same snapshot and of the same source.
-- Remedy: the batch lacks its fetches: discard it, and ingest the source again
-- Table: documents
-- Touched: documents
-- Named: fetches
select d.document_id, d.fetch_id, d.source_id, d.batch_id, d.sha256, f.sha256 as fetch_sha256
from documents d
left join fetches f using (fetch_id)
where f.fetch_id is null or f.sha256 <> d.sha256 or f.source_id <> d.source_id
order by d.document_id
