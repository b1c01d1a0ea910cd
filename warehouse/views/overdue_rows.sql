-- Which rows of current_commitments are in overdue_commitments, which says why.
with figures as (
    select country_id, year, min(share_of_gdp_pct) as least_pct
    from latest_indicators
    group by country_id, year
),
newest as (
    select country_id, arg_max(least_pct, year) as least_pct
    from figures
    group by country_id
),
kept as (
    select p.commitment_id
    from budget_pledges p
    left join figures f on f.country_id = p.country_id and f.year = p.due_year
    left join newest n on n.country_id = p.country_id
    where p.is_target and p.scope = 'defence' and p.due_end_on < (select latest_on from latest_moment)
    group by p.commitment_id
    having bool_and(coalesce(p.pledge_pct <= coalesce(f.least_pct, n.least_pct), false))
)
select row_id, commitment_id, kind, due_end_on
from current_commitments
where due_end_on < (select latest_on from latest_moment) and delivery_now = 'overdue_without_evidence'
    and commitment_id not in (select commitment_id from kept)
