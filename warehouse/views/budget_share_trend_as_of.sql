-- Defence spending as a share of GDP, country by year, as we would have answered at a moment: the real share from the
-- indicators (one row a series, latest vintage) beside the share that texts say was reached, and the binding pledge
-- that had been made by that year and falls due next, the highest of several, with its sentence; one without a date
-- comes last. A pledge whose share counts more than defence, or something else, is left out. Years without a figure
-- appear where a pledge falls due in them.
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
),
proofs as not materialized (  -- by id, for few are shown and sentences are long
    select commitment_id, evidence_text, url
    from commitments
    where kind = 'budget_share' and recorded_from <= cast(moment as timestamptz)
        and (recorded_to is null or recorded_to > cast(moment as timestamptz))
)
select
    y.country_id, a.name as country_name, y.year,
    i.series, i.vintage, i.share_of_gdp_pct as actual_pct, i.change_pct_points, i.is_estimate, i.is_highly_uncertain,
    pledged.top.pledge_pct as pledge_pct, pledged.top.qualifier as pledge_qualifier,
    pledged.top.due_end_on as pledge_due_on, pledged.top.due_year as pledge_due_year,
    pledged.top.pledged_by as pledged_by, pledged.top.standing as pledge_standing,
    round(pledged.top.pledge_pct - i.share_of_gdp_pct, 4) as gap_pct_points,
    coalesce(pledged.pledges_count, 0) as pledges_count, pledged.pledge_ids,
    pledged.top.commitment_id as pledge_id, proof.evidence_text as pledge_evidence, proof.url as pledge_url,
    stated.top.pledge_pct as stated_pct, stated.top.commitment_id as stated_id,
    reached_proof.evidence_text as stated_evidence, reached_proof.url as stated_url
from years y
left join actors a on a.actor_id = y.country_id
left join figures i on i.country_id = y.country_id and i.year = y.year
left join pledged on pledged.country_id = y.country_id and pledged.year = y.year
left join stated on stated.country_id = y.country_id and stated.year = y.year
left join proofs proof on proof.commitment_id = pledged.top.commitment_id
left join proofs reached_proof on reached_proof.commitment_id = stated.top.commitment_id
order by y.country_id, y.year, i.series
