-- The rows of budget_share_gap without their words: to choose from, where many are read and few are shown.
with latest as not materialized (
    select country_id, series, max(year) as latest_year, arg_max(share_of_gdp_pct, year) as actual_pct,
        arg_max(vintage, year) as vintage, arg_max(is_estimate, year) as is_estimate
    from latest_indicators
    group by country_id, series
),
earlier as (
    select l.country_id, l.series, min(i.year) as year, arg_min(i.share_of_gdp_pct, i.year) as pct
    from latest l
    join indicators i
        on i.country_id = l.country_id and i.series = l.series and i.vintage = l.vintage and i.recorded_to is null
        and i.year between l.latest_year - 3 and l.latest_year - 1
    group by l.country_id, l.series
),
paced as (
    select l.*, (l.actual_pct - e.pct) / (l.latest_year - e.year) as pace
    from latest l
    left join earlier e on e.country_id = l.country_id and e.series = l.series
),
measured as (
    select
        p.*, l.series, s.definition as series_definition, l.vintage, l.latest_year, l.actual_pct, l.is_estimate,
        due.share_of_gdp_pct as actual_at_due_pct, l.pace, p.due_year - l.latest_year as years_to_go,
        p.scope = coalesce(s.scope, 'defence') as is_comparable
    from budget_pledges p
    left join paced l on l.country_id = p.country_id
    left join indicator_series s on s.series = l.series
    left join latest_indicators due
        on due.country_id = p.country_id and due.series = l.series and due.year = p.due_year
    where p.is_target
),
drawn as (
    select
        *,
        case when is_comparable then pledge_pct - actual_pct end as gap,
        case when is_comparable and not is_backdated and years_to_go > 0
            then (pledge_pct - actual_pct) / years_to_go end as needed,
        case when is_comparable and not is_backdated and years_to_go > 0
            then round(actual_pct + pace * years_to_go, 4) end as straight_line
    from measured
)
select
    country_id, pledged_by, is_group_pledge, standing, scope, pledge_pct, qualifier, pledged_on, due_end_on, due_year,
    series, vintage, latest_year, actual_pct, is_estimate, actual_at_due_pct, is_comparable,
    round(gap, 4) as gap_pct_points, years_to_go,
    round(needed, 4) as needed_pct_points_a_year, round(pace, 4) as pace_pct_points_a_year,
    straight_line as straight_line_pct, straight_line >= pledge_pct as straight_line_gets_there,
    case
        when not is_comparable then 'not_comparable'
        when actual_pct is null then 'no_figures'
        when is_backdated then 'backdated'
        when coalesce(actual_at_due_pct, actual_pct) >= pledge_pct then 'met'
        when due_year is null then 'open'
        when years_to_go <= 0 then 'missed'
        when straight_line >= pledge_pct then 'on_track'
        else 'off_track'
    end as progress,
    series_definition, commitment_id
from drawn
