-- How did a state's or a group's promised share of GDP move from pledge to pledge: raised, lowered, or repeated?
-- A share for defence proper, for what is related to it, and for both together are steps apart.
-- Parameter: actor actor = NATO (who promised)
with pledges as materialized (
    select distinct commitment_id, scope, pledged_on, standing, pledge_pct, qualifier, due_end_on
    from budget_pledges
    where pledged_by = $actor and is_target
),
ordered as (
    select *, lag(pledge_pct) over (partition by scope order by pledged_on, pledge_pct, commitment_id) as before_pct
    from pledges
),
placed as materialized (
    select row_id, commitment_id from current_rows
    where kind = 'budget_share' and commitment_id in (select commitment_id from pledges)
)
select pledged_on, scope, before_pct, pledge_pct, round(pledge_pct - before_pct, 4) as change_pct_points,
    case when before_pct is null then 'first' when pledge_pct > before_pct then 'raised'
        when pledge_pct < before_pct then 'lowered' else 'repeated' end as step,
    qualifier, n.standing, n.due_end_on, n.commitment_id, c.evidence_text, c.url
from ordered n
join placed p using (commitment_id)
join current_rows c using (row_id)
order by pledged_on, scope, pledge_pct, n.commitment_id
