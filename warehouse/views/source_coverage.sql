-- What each source gave: documents (near-duplicates once), mentions, commitments, rejections, from when to when, and
-- how many of its documents hold a mention. The latest document stands for the source. `silent_days` against
-- `usual_gap_days` shows silence, as of the latest run (see source_silence).
with mentioned as (
    select d.source_id, count(*) as mentions_count, count(distinct d.document_id) as documents_count,
        count(distinct e.commitment_id) as commitments_count
    from documents d
    join mentions m using (document_id)
    left join commitment_evidence e using (mention_id)
    where coalesce(d.duplicate_of, d.superseded_by) is null
    group by all
),
refused as (select source_id, count(*) as rejections_count from rejections group by all),
figures as (select source_id, count(*) as indicators_count from indicators where recorded_to is null group by all),
seen as (
    select
        source_id, count(*) filter (coalesce(duplicate_of, superseded_by) is null) as documents_count,
        count(coalesce(duplicate_of, superseded_by)) as duplicates_count,
        min(published_on) as first_published_on, max(published_on) as last_published_on,
        max(retrieved_at) as retrieved_at,
        arg_max(title, (published_on, document_id)) as latest_title,
        arg_max(url, (published_on, document_id)) as latest_url
    from documents
    group by all
)
select
    s.source_id, s.title, s.document_type, s.is_official, s.reliability_grade, s.language, s.licence,
    coalesce(seen.documents_count, 0) as documents_count, coalesce(seen.duplicates_count, 0) as duplicates_count,
    coalesce(figures.indicators_count, 0) as indicators_count, coalesce(m.mentions_count, 0) as mentions_count,
    coalesce(m.commitments_count, 0) as commitments_count, coalesce(refused.rejections_count, 0) as rejections_count,
    round(100.0 * coalesce(m.documents_count, 0) / nullif(seen.documents_count, 0), 1) as documents_with_mention_pct,
    s.documents_min, s.documents_max, s.trends_from, seen.first_published_on, seen.last_published_on, seen.retrieved_at,
    q.silent_days, q.usual_gap_days, q.recent_documents_count, q.usual_documents_count, q.is_silent, q.is_thin,
    seen.latest_title, seen.latest_url
from sources s
left join seen using (source_id)
left join mentioned m using (source_id)
left join refused using (source_id)
left join figures using (source_id)
left join (from source_silence((select latest_on from latest_moment))) q using (source_id)
order by s.source_id
