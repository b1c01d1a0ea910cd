-- Budget-share commitments as we would have answered at a moment, country by country: a pledge of a group (NATO) counts
-- for each state that was its member on the day of the pledge. `scope`: what its share counts; only `defence` can be
-- held against the series of figures, and a pledge that the register of pledges with parts knows takes its scope from
-- there, and its year where the text names none. `is_target`: it binds, and is to be reached; a ceiling ("up to") is
-- none. `is_backdated`: it is due before the day on which its text says that it was announced. What was first called for
-- or proposed counts as pledged from the day on which it was agreed. Shares are percent of GDP.
-- Parameter: moment
with shares as materialized (
    select * from commitments
    where kind = 'budget_share' and quantity_unit = 'percent_of_gdp' and quantity_value is not null
        and review is distinct from 'rejected'
        and recorded_from <= cast(moment as timestamptz)
        and (recorded_to is null or recorded_to > cast(moment as timestamptz))
),
bound as (
    select
        commitment_id,
        arg_min(new_value, step) in ('called_for', 'proposed', 'denied') as is_late,
        min(changed_on) filter (new_value not in ('called_for', 'proposed', 'denied')) as bound_on
    from commitment_history
    where field = 'standing' and commitment_id in (select commitment_id from shares)
        and recorded_from <= cast(moment as timestamptz)
        and (recorded_to is null or recorded_to > cast(moment as timestamptz))
    group by commitment_id
),
pledges as (
    select
        s.*, unnest(s.parties) as pledged_by,
        case when b.is_late then coalesce(b.bound_on, s.last_seen_on)
            else least(s.announced_start_on, s.first_seen_on) end as pledged_on,
        case when s.due_precision = 'fiscal_year' then year(s.due_start_on)
            else year(s.due_end_on) end as stated_due_year
    from shares s
    left join bound b using (commitment_id)
),
parts as (
    select p.commitment_id, p.pledged_by, t.scope, t.due_year, t.pledged_by = p.pledged_by as is_of_group
    from pledges p
    join pledge_parts t on t.share_pct = p.quantity_value and p.quantity_value_max is null
    left join actor_memberships m
        on m.organisation_id = t.pledged_by and m.member_id = p.pledged_by
        and m.joined_on <= p.pledged_on and (m.left_on is null or m.left_on >= p.pledged_on)
    where p.stated_due_year = t.due_year and (p.pledged_by = t.pledged_by or m.member_id is not null and t.scope = 'total')
        or coalesce(p.stated_due_year, t.due_year) = t.due_year and p.pledged_on >= t.agreed_on and (
            p.pledged_by = t.pledged_by or m.member_id is not null and t.scope = 'related' and (
                p.quantity_qualifier = 'up_to' or regexp_matches(p.evidence_text, '-related|resilien|infrastruct', 'i')
            )
        )
    qualify row_number() over (partition by p.commitment_id, p.pledged_by order by t.agreed_on desc) = 1
)
select
    coalesce(m.member_id, p.pledged_by) as country_id, p.commitment_id, p.pledged_by,
    m.member_id is not null as is_group_pledge, p.standing, p.delivery, coalesce(t.scope, 'defence') as scope,
    p.delivery not in ('stopped', 'superseded') and p.quantity_qualifier is distinct from 'up_to' and (
        p.standing in ('in_force', 'agreed', 'planned') or (p.standing = 'under_way' and p.due_end_on is not null)
    ) as is_target,
    coalesce(p.announced_start_on > p.due_end_on, false) as is_backdated,
    p.quantity_value as pledge_pct, p.quantity_value_max as pledge_max_pct, p.quantity_qualifier as qualifier,
    p.quantity_basis as basis, p.pledged_on, p.due_start_on, p.due_end_on, p.due_precision,
    coalesce(p.stated_due_year, case when t.is_of_group then t.due_year end) as due_year,
    coalesce(year(p.effective_end_on), year(p.announced_start_on), year(p.first_seen_on)) as stated_year,
    p.confidence, p.mention_id, p.evidence_text, p.document_id, p.title, p.url, p.published_on, p.source_id
from pledges p
left join parts t on t.commitment_id = p.commitment_id and t.pledged_by = p.pledged_by
left join actor_memberships m
    on m.organisation_id = p.pledged_by
    and m.joined_on <= p.pledged_on and (m.left_on is null or m.left_on >= p.pledged_on)
