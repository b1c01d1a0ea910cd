-- Every current budget-share commitment, country by country: a pledge of a group (NATO) counts for each state that was
-- its member on the day of the pledge. A pledge without a share of GDP is left out. `is_target`: it binds, and is to
-- be reached; a ceiling ("up to") is none. What was first called for or proposed counts as pledged from the day on which
-- it was agreed. Shares are percent of GDP.
with bound as (
    select
        commitment_id,
        arg_min(new_value, step) in ('called_for', 'proposed', 'denied') as is_late,
        min(changed_on) filter (new_value not in ('called_for', 'proposed', 'denied')) as bound_on
    from commitment_history
    where field = 'standing' and recorded_to is null
    group by commitment_id
),
pledges as (
    select
        c.*, p.actor_id as pledged_by,
        case when b.is_late then coalesce(b.bound_on, c.last_seen_on)
            else coalesce(c.announced_start_on, c.first_seen_on) end as pledged_on,
        case when c.due_precision = 'fiscal_year' then year(c.due_start_on) else year(c.due_end_on) end as due_year
    from current_commitments c
    join commitment_parties p on p.commitment_id = c.commitment_id and p.role = 'party'
    left join bound b on b.commitment_id = c.commitment_id
    where c.kind = 'budget_share' and c.quantity_unit = 'percent_of_gdp' and c.quantity_value is not null
),
expanded as (
    select pledges.*, coalesce(m.member_id, pledges.pledged_by) as country_id,
        m.member_id is not null as is_group_pledge
    from pledges
    left join actor_memberships m
        on m.organisation_id = pledges.pledged_by
        and m.joined_on <= pledges.pledged_on
        and (m.left_on is null or m.left_on >= pledges.pledged_on)
)
select
    country_id, commitment_id, pledged_by, is_group_pledge, standing, delivery_now,
    delivery_now not in ('stopped', 'superseded') and quantity_qualifier is distinct from 'up_to' and (
        standing in ('in_force', 'agreed', 'planned') or (standing = 'under_way' and due_end_on is not null)
    ) as is_target,
    quantity_value as pledge_pct, quantity_value_max as pledge_max_pct, quantity_qualifier as qualifier,
    quantity_basis as basis, pledged_on, due_start_on, due_end_on, due_precision, due_year,
    coalesce(year(effective_end_on), year(announced_start_on), year(first_seen_on)) as stated_year,
    confidence, mention_id, evidence_text, document_id, title, url, published_on, source_id, reliability_grade
from expanded
