-- The documents that were counted per day are the documents that are there.
-- Remedy: report it: the denominator of every trend is wrong
-- Table: documents_seen
with counted as (
    select source_id, published_on, count(*) as documents_count,
        count(coalesce(duplicate_of, superseded_by)) as duplicates_count
    from documents group by all
)
(from counted except select source_id, published_on, documents_count, duplicates_count from documents_seen)
union all
(select source_id, published_on, documents_count, duplicates_count from documents_seen except from counted)
order by all
