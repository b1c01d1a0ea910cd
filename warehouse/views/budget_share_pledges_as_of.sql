-- Budget-share commitments as we would have answered at a moment, country by country: a pledge of a group (NATO) counts
-- for each state that was its member on the day of the pledge, the first day on which it was more than called for or
-- proposed. `scope`: what its share counts; only `defence` can be held against the series of figures. A pledge that is
-- in the register of pledges with parts takes its scope from there, and its year where the text names none. `is_target`:
-- it binds, and is to be reached; a ceiling ("up to") is none. `is_backdated`: it is due before the day on which its text
-- says that it was announced. Shares are percent of GDP.
-- Parameter: moment
with pledges as (
    select
        *, unnest(parties) as pledged_by, coalesce(bound_on, least(announced_start_on, first_seen_on)) as pledged_on,
        case when due_precision = 'fiscal_year' then year(due_start_on) else year(due_end_on) end as stated_due_year
    from commitments
    where kind = 'budget_share' and quantity_unit = 'percent_of_gdp' and quantity_value is not null
        and review is distinct from 'rejected'
        and recorded_from <= cast(moment as timestamptz)
        and (recorded_to is null or recorded_to > cast(moment as timestamptz))
),
parts as (
    select pledged_by, scope, share_pct, agreed_on, due_year, pledged_by as bound_id,
        date '-infinity' as joined_on, date 'infinity' as left_on
    from pledge_parts
    union all
    select t.pledged_by, t.scope, t.share_pct, t.agreed_on, t.due_year, b.country_id, b.joined_on, b.left_on
    from pledge_parts t
    join pledge_bindings b on b.pledged_by = t.pledged_by
    where t.scope <> 'defence'
),
counted as (
    select
        p.*, coalesce(t.scope, 'defence') as scope,
        coalesce(p.stated_due_year, case when t.pledged_by = t.bound_id then t.due_year end) as due_year
    from pledges p
    left join parts t
        on t.bound_id = p.pledged_by and t.share_pct = p.quantity_value and p.quantity_value_max is null
        and t.joined_on <= p.pledged_on and t.left_on >= p.pledged_on
        and case
            when t.bound_id = t.pledged_by  -- the group: by the year that is due, or from the day of the agreement
                then p.stated_due_year is not distinct from t.due_year
                    or p.stated_due_year is null and p.pledged_on >= t.agreed_on
            when t.scope = 'total'  -- a member that says the same as its group
                then p.stated_due_year = t.due_year
            else p.pledged_on >= t.agreed_on and coalesce(p.stated_due_year, t.due_year) = t.due_year and (
                p.quantity_qualifier = 'up_to' or regexp_matches(p.evidence_text, '-related|resilien|infrastruct', 'i')
            )
        end
)
select
    b.country_id, p.commitment_id, p.pledged_by, b.is_group_pledge, p.standing, p.delivery, p.scope,
    p.delivery not in ('stopped', 'superseded') and p.quantity_qualifier is distinct from 'up_to' and (
        p.standing in ('in_force', 'agreed', 'planned') or (p.standing = 'under_way' and p.due_end_on is not null)
    ) as is_target,
    coalesce(p.announced_start_on > p.due_end_on, false) as is_backdated,
    p.quantity_value as pledge_pct, p.quantity_value_max as pledge_max_pct, p.quantity_qualifier as qualifier,
    p.quantity_basis as basis, p.pledged_on, p.due_start_on, p.due_end_on, p.due_precision, p.due_year,
    coalesce(year(p.effective_end_on), year(p.announced_start_on), year(p.first_seen_on)) as stated_year,
    p.confidence, p.mention_id, p.evidence_text, p.document_id, p.title, p.url, p.published_on, p.source_id
from counted p
join pledge_bindings b
    on b.pledged_by = p.pledged_by and b.joined_on <= p.pledged_on and b.left_on >= p.pledged_on
