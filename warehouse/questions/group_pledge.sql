-- A group has pledged a share of GDP: which members support it by a pledge of their own, and how far is each?
-- Parameter: organisation actor = NATO (the group)
-- Parameter: share number = 2 (percent of GDP)
-- Parameter: limit limit = 200 (most rows)
with pledged as materialized (
    select country_id, max(scope) as scope, max(pledge_pct) as group_pct, max(due_year) as due_year,
        max(struct_pack(a := pledged_on, b := commitment_id)).b as commitment_id
    from budget_pledges
    where pledged_by = $organisation and is_group_pledge and is_target and pledge_pct = $share
    group by country_id
),
own as materialized (
    select country_id, count(*) as own_pledges_count, max(struct_pack(a := pledge_pct, b := commitment_id)).b as own_id
    from budget_pledges
    where not is_group_pledge and is_target
    group by country_id
),
spent as (
    select country_id, max(year) as latest_year, arg_max(share_of_gdp_pct, year) as actual_pct, series
    from latest_indicators
    group by country_id, series
),
placed as materialized (
    select row_id from current_rows
    where kind = 'budget_share'
        and commitment_id in (select commitment_id from pledged union select own_id from own)
),
told as materialized (
    select commitment_id, quantity_value, evidence_text, url from current_rows where row_id in (from placed)
)
select p.country_id, a.name as country_name, p.group_pct, p.due_year, o.quantity_value as own_pct, s.series,
    s.latest_year, s.actual_pct, case when p.scope = 'defence' then s.actual_pct >= p.group_pct end as is_there,
    own.own_id as own_commitment_id, o.evidence_text as own_evidence_text, o.url as own_url, p.commitment_id,
    c.evidence_text, c.url
from pledged p
join actors a on a.actor_id = p.country_id
join told c on c.commitment_id = p.commitment_id
left join own on own.country_id = p.country_id
left join told o on o.commitment_id = own.own_id
left join spent s on s.country_id = p.country_id
order by own_pct desc nulls last, s.actual_pct desc nulls last, p.country_id, s.series
limit $limit
