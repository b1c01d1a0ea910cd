-- Every row that came with a batch is of a batch that was loaded whole. Rejected lines of decisions come with none.
-- Remedy: rows were written past the loader: build the warehouse anew from the batches
-- Table: loads
with written as (
    select distinct 'documents' as stage, batch_id from fetches
    union select distinct 'documents', batch_id from documents
    union select distinct 'documents', batch_id from indicators
    union select distinct 'mentions', batch_id from mentions
    union select distinct 'mentions', batch_id from candidates
    union select distinct if(stage = 'mentions', 'mentions', 'documents'), batch_id from rejections where stage <> 'decisions'
)
select stage, batch_id from written
where (stage, batch_id) not in (select (stage, batch_id) from loads)
order by all
