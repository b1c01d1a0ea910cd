-- Whether a source gives less than it used to, as of a day: how many days ago it last gave something new, against its own
-- usual gap (the median of its last twenty), and how many documents of the last 28 days it gave, against the 28 days
-- before (the mean of up to six). It is silent where it was so for more than three usual gaps, longer than in any of the
-- twenty, and three days at least; it is thin where it gives less than a quarter of at least twenty.
-- Parameter: asked_on
with now as (
    select cast(asked_on as date) as today
),
given as (
    select source_id, cast(make_timestamp(epoch_us(retrieved_at)) as date) as given_on from documents
    union
    select source_id, cast(make_timestamp(epoch_us(recorded_from)) as date) from indicators
    where recorded_from is not null
),
gaps as (
    select g.source_id, g.given_on,
        date_diff('day', lag(g.given_on) over (partition by g.source_id order by g.given_on), g.given_on) as gap_days,
        row_number() over (partition by g.source_id order by g.given_on desc) as place
    from given g
    cross join now
    where g.given_on <= now.today
),
usual as (
    select source_id, count(*) as giving_days_count, min(given_on) as first_given_on, max(given_on) as last_given_on,
        median(gap_days) filter (place <= 20) as usual_gap_days, max(gap_days) filter (place <= 20) as longest_gap_days
    from gaps
    group by source_id
),
seen as (
    select d.source_id, date_diff('day', d.published_on, now.today) // 28 as place, d.documents_count,
        least(6, date_diff('day', min(d.published_on) over (partition by d.source_id), now.today) // 28 - 1) as months
    from documents_seen d
    cross join now
    where d.published_on <= now.today
),
volume as (
    select source_id, coalesce(sum(documents_count) filter (place = 0), 0) as recent_count,
        sum(documents_count) filter (place between 1 and 6) / greatest(1, any_value(months)) as usual_count
    from seen
    group by source_id
),
measured as (
    select s.source_id, u.giving_days_count, u.first_given_on, u.last_given_on, u.usual_gap_days, u.longest_gap_days,
        date_diff('day', u.last_given_on, now.today) as silent_days,
        date_diff('day', u.first_given_on, now.today) as known_days,
        cast(v.recent_count as bigint) as recent_documents_count, round(v.usual_count, 1) as usual_documents_count
    from sources s
    cross join now
    left join usual u using (source_id)
    left join volume v using (source_id)
)
select * exclude (known_days),
    coalesce(
        giving_days_count > 5 and silent_days >= 3 and silent_days > 3 * usual_gap_days
        and silent_days > longest_gap_days, false
    ) as is_silent,
    coalesce(
        usual_documents_count >= 20 and recent_documents_count < usual_documents_count / 4 and known_days >= 56, false
    ) as is_thin
from measured
