-- How many documents were seen of each year, copies and replaced versions once, and of how many sources: what counts in
-- a trend is held against these. Sources that were added later count from the day back to which they were back-filled.
with counted as (
    select year(d.published_on) as year, d.source_id, sum(d.documents_count - d.duplicates_count) as documents_count
    from documents_seen d
    join sources s using (source_id)
    where d.published_on >= s.trends_from
    group by all
),
copied as (  -- the earliest counted copy of a text that only a source prints which does not count
    select year(min(published_on)) as year, arg_min(source_id, published_on) as source_id, 1 as documents_count
    from documents
    where duplicate_of in (select document_id from late_documents) and superseded_by is null
        and document_id not in (select document_id from late_documents)
    group by duplicate_of
)
select year, cast(sum(documents_count) as bigint) as documents_count, count(distinct source_id) as sources_count
from (from counted union all by name from copied)
group by year
order by year
