-- How did a state's or a group's promised share of GDP move from pledge to pledge: raised, lowered, or repeated?
-- Parameter: actor actor = GBR (who promised)
with pledges as (
    select commitment_id, least(announced_start_on, first_seen_on) as pledged_on, standing,
        quantity_value as pledge_pct, quantity_qualifier as qualifier, due_end_on, confidence, evidence_text, url
    from current_commitments
    where kind = 'budget_share' and quantity_unit = 'percent_of_gdp'
        and standing in ('in_force', 'agreed', 'planned', 'proposed')
        and commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role = 'party')
),
ordered as (
    select *, lag(pledge_pct) over (order by pledged_on, pledge_pct, commitment_id) as before_pct
    from pledges
)
select pledged_on, before_pct, pledge_pct, round(pledge_pct - before_pct, 4) as change_pct_points,
    case when before_pct is null then 'first' when pledge_pct > before_pct then 'raised'
        when pledge_pct < before_pct then 'lowered' else 'repeated' end as step,
    qualifier, standing, due_end_on, commitment_id, evidence_text, url
from ordered
order by pledged_on, pledge_pct, commitment_id
