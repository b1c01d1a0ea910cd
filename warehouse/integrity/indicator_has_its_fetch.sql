-- Every figure comes from a fetched item that is there and of the same source.
-- Remedy: the batch lacks its fetches: discard it, and ingest the source again
-- Table: indicators
select i.country_id, i.year, i.series, i.vintage, i.fetch_id, i.source_id, i.batch_id
from indicators i
left join fetches f using (fetch_id)
where f.fetch_id is null or f.source_id <> i.source_id
order by all
