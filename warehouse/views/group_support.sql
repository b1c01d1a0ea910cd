-- What the members of a group have promised, done or denied themselves of what the group has promised as one: same kind
-- and the same instrument, or the same share of GDP, by a state that was a member of the group on the day on which we
-- first read of it. Neither is merged into the other: a group's promise binds the group, and a member's supports it.
with grouped as (
    select p.actor_id as group_id, c.*
    from commitment_parties p
    join current_commitments c using (commitment_id)
    where p.role = 'party' and p.actor_id in (select organisation_id from actor_memberships)
        and (c.instrument is not null or c.quantity_unit = 'percent_of_gdp')
),
own as (
    select m.organisation_id as group_id, p.actor_id as member_id, c.*
    from actor_memberships m
    join commitment_parties p on p.actor_id = m.member_id and p.role = 'party'
    join current_commitments c
        on c.commitment_id = p.commitment_id
        and c.first_seen_on >= m.joined_on and (m.left_on is null or c.first_seen_on <= m.left_on)
    where m.organisation_id in (select group_id from grouped)
        and (c.instrument is not null or c.quantity_unit = 'percent_of_gdp')
)
select
    g.commitment_id as group_commitment_id, g.group_id, g.kind, g.instrument, g.quantity_value, g.quantity_unit,
    g.standing as group_standing, o.member_id, o.commitment_id, o.standing,
    o.standing not in ('denied', 'suspended', 'called_for') as is_support,
    o.due_end_on, g.due_end_on as group_due_end_on, o.last_seen_on, o.evidence_text, o.url,
    g.evidence_text as group_evidence_text, g.url as group_url
from grouped g
join own o
    on o.group_id = g.group_id and o.kind = g.kind and o.commitment_id <> g.commitment_id
    and (o.instrument = g.instrument or (
        o.quantity_unit = 'percent_of_gdp' and g.quantity_unit = 'percent_of_gdp'
        and o.quantity_value = g.quantity_value
    ))
