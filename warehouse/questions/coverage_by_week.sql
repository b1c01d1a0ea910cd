-- How much did each source give in each week: documents, repeats, and commitments that it proves best?
-- Parameter: source source or any = any (a source)
-- Parameter: since date = 2025-01-01 (first day)
-- Parameter: until date or latest = latest (last day)
-- Parameter: limit limit = 500 (most rows)
with bounds as (select $since as low, coalesce($until, latest_on) as high from latest_moment),
seen as (
    select cast(date_trunc('week', published_on) as date) as week_on, source_id,
        cast(sum(documents_count) as bigint) as documents_count,
        cast(sum(duplicates_count) as bigint) as duplicates_count
    from documents_seen
    where published_on between (select low from bounds) and (select high from bounds)
        and ($source is null or source_id = $source)
    group by all
),
proved as (
    select cast(date_trunc('week', published_on) as date) as week_on, source_id, count(*) as commitments_count,
        min(commitment_id) as example_id
    from commitments
    where recorded_to is null and published_on between (select low from bounds) and (select high from bounds)
        and ($source is null or source_id = $source)
    group by all
)
select s.week_on, s.source_id, s.documents_count, s.duplicates_count,
    coalesce(p.commitments_count, 0) as commitments_count, p.example_id
from seen s
left join proved p using (week_on, source_id)
order by s.week_on desc, s.source_id
limit $limit
