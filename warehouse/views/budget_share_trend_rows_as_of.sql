-- The rows of budget_share_trend_as_of without their sentences: to choose from.
-- Parameter: moment
with pledges as materialized (
    select * from budget_share_pledges_as_of(moment) where scope = 'defence'
),
targets as not materialized (
    select * from pledges where is_target
),
reached as not materialized (
    select * from pledges where standing in ('completed', 'under_way') and not is_group_pledge
),
figures as not materialized (
    select * from latest_indicators_as_of(moment)
),
years as not materialized (
    select country_id, year from figures
    union
    select country_id, due_year from targets where due_year is not null
    union
    select country_id, stated_year from reached
),
pledged as not materialized (
    select
        y.country_id, y.year, count(*) as pledges_count, list_sort(list(p.commitment_id)) as pledge_ids,
        arg_max(
            struct_pack(
                commitment_id := p.commitment_id, pledge_pct := p.pledge_pct, qualifier := p.qualifier,
                due_end_on := p.due_end_on, due_year := p.due_year, pledged_by := p.pledged_by,
                standing := p.standing
            ),
            struct_pack(a := -coalesce(p.due_year, 9999), b := p.pledge_pct, c := p.confidence, d := p.commitment_id)
        ) as top
    from years y
    join targets p
        on p.country_id = y.country_id
        and least(year(p.pledged_on), p.due_year) <= y.year and (p.due_year is null or p.due_year >= y.year)
    group by y.country_id, y.year
),
stated as not materialized (
    select
        country_id, stated_year as year,
        arg_max(
            struct_pack(commitment_id := commitment_id, pledge_pct := pledge_pct),
            struct_pack(a := confidence, b := published_on, c := commitment_id)
        ) as top
    from reached
    group by country_id, stated_year
)
select
    y.country_id, a.name as country_name, y.year,
    i.series, i.vintage, i.share_of_gdp_pct as actual_pct, i.change_pct_points, i.is_estimate, i.is_highly_uncertain,
    pledged.top.pledge_pct as pledge_pct, pledged.top.qualifier as pledge_qualifier,
    pledged.top.due_end_on as pledge_due_on, pledged.top.due_year as pledge_due_year,
    pledged.top.pledged_by as pledged_by, pledged.top.standing as pledge_standing,
    round(pledged.top.pledge_pct - i.share_of_gdp_pct, 4) as gap_pct_points,
    coalesce(pledged.pledges_count, 0) as pledges_count, pledged.pledge_ids,
    pledged.top.commitment_id as pledge_id, stated.top.pledge_pct as stated_pct,
    stated.top.commitment_id as stated_id
from years y
left join actors a on a.actor_id = y.country_id
left join figures i on i.country_id = y.country_id and i.year = y.year
left join pledged on pledged.country_id = y.country_id and pledged.year = y.year
left join stated on stated.country_id = y.country_id and stated.year = y.year
