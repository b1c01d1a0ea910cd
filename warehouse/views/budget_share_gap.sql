-- Pledge against real spending: each binding budget-share pledge of each country beside the latest figure of each
-- series, the gap in percentage points, the years to go, the yearly rise that is needed and the one of the last three
-- years. `progress` is met, missed (the time has passed), on_track, off_track, open (no time is set) or no_figures.
with latest as (
    select country_id, series, max(year) as latest_year, arg_max(share_of_gdp_pct, year) as actual_pct,
        arg_max(vintage, year) as vintage
    from latest_indicators
    group by country_id, series
),
paced as (
    select
        l.*, (l.actual_pct - before.share_of_gdp_pct) / (l.latest_year - before.year) as pace
    from latest l
    left join latest_indicators before
        on before.country_id = l.country_id and before.series = l.series
        and before.year between l.latest_year - 3 and l.latest_year - 1
    qualify row_number() over (partition by l.country_id, l.series order by before.year) = 1
),
measured as (
    select
        p.*, l.series, l.vintage, l.latest_year, l.actual_pct, due.share_of_gdp_pct as actual_at_due_pct,
        p.pledge_pct - l.actual_pct as gap,
        p.due_year - l.latest_year as years_to_go,
        case when p.due_year > l.latest_year
        then (p.pledge_pct - l.actual_pct) / (p.due_year - l.latest_year) end as needed,
        l.pace
    from budget_share_pledges p
    left join paced l on l.country_id = p.country_id
    left join latest_indicators due
        on due.country_id = p.country_id and due.series = l.series and due.year = p.due_year
    where p.is_target
)
select
    country_id, pledged_by, is_group_pledge, standing, pledge_pct, qualifier, pledged_on, due_end_on, due_year,
    series, vintage, latest_year, actual_pct, actual_at_due_pct,
    round(gap, 4) as gap_pct_points, years_to_go,
    round(needed, 4) as needed_pct_points_a_year, round(pace, 4) as pace_pct_points_a_year,
    case
        when actual_pct is null then 'no_figures'
        when coalesce(actual_at_due_pct, actual_pct) >= pledge_pct then 'met'
        when due_year is null then 'open'
        when years_to_go <= 0 then 'missed'
        when pace >= needed then 'on_track'
        else 'off_track'
    end as progress,
    commitment_id, evidence_text, title, url, published_on
from measured
order by country_id, pledge_pct desc, commitment_id, series
