-- Documents that contradict each other on one commitment: one denies what another affirms, or they give different
-- amounts or different times, and neither says that it changes them. Both sides are shown with their sentences;
-- near-duplicates are left out, and each value appears with its latest mention. So do two commitments within a year
-- where one denies what the other affirms of the same quantity or instrument: of the same actors, or of a group and
-- one of its members of that day.
with said as (
    select
        e.commitment_id, e.kind, e.parties, e.mention_id, e.act, e.evidence_text, e.document_id, e.url, e.published_on,
        unnest([
            {'field': 'standing', 'value': case
                when e.mention_standing = 'denied' then 'denied'
                when e.mention_standing in ('in_force', 'under_way', 'completed', 'agreed', 'planned')
                then 'affirmed' end},
            {'field': 'quantity', 'value': case when e.quantity_value is not null
                then concat_ws(' ', e.quantity_value, '- ' || e.quantity_value_max, e.quantity_unit) end},
            {'field': 'due', 'value': e.due_start_on || ' to ' || e.due_end_on}
        ]) as statement
    from evidence e
    where e.is_independent
),
latest as (
    select * exclude (statement), statement.field as field, statement.value as value
    from said
    where statement.value is not null
    qualify row_number() over (
        partition by commitment_id, statement.field, statement.value order by published_on desc, mention_id
    ) = 1
),
denials as (
    select d.*, a.commitment_id as affirmed_id
    from current_commitments d
    join current_commitments a
        on a.kind = d.kind and a.commitment_id <> d.commitment_id
        and a.standing in ('in_force', 'under_way', 'completed', 'agreed', 'planned')
        and abs(date_diff('day', d.last_seen_on, a.last_seen_on)) <= 365
        and coalesce(d.quantity_value || d.quantity_unit, d.instrument)
            = coalesce(a.quantity_value || a.quantity_unit, a.instrument)
    where d.standing = 'denied' and (
        list_sort(list_concat(d.parties, d.counterparts)) = list_sort(list_concat(a.parties, a.counterparts))
        or exists (
            from actor_memberships m
            where list_contains(a.parties, m.organisation_id) and list_contains(d.parties, m.member_id)
                and m.joined_on <= d.last_seen_on and (m.left_on is null or m.left_on >= d.last_seen_on)
        )
    )
)
select
    a.commitment_id, a.kind, a.parties, 'standing' as field,
    'affirmed' as value_a, a.published_on as published_on_a, a.evidence_text as evidence_a, a.url as url_a,
    a.mention_id as mention_id_a,
    'denied' as value_b, d.published_on as published_on_b, d.evidence_text as evidence_b, d.url as url_b,
    d.mention_id as mention_id_b
from denials d
join current_commitments a on a.commitment_id = d.affirmed_id
union all
select
    a.commitment_id, a.kind, a.parties, a.field,
    a.value as value_a, a.published_on as published_on_a, a.evidence_text as evidence_a, a.url as url_a,
    a.mention_id as mention_id_a,
    b.value as value_b, b.published_on as published_on_b, b.evidence_text as evidence_b, b.url as url_b,
    b.mention_id as mention_id_b
from latest a
join latest b
    on a.commitment_id = b.commitment_id and a.field = b.field and a.document_id <> b.document_id
    and (a.published_on, a.mention_id) < (b.published_on, b.mention_id)
where a.value <> b.value
    and not (b.act = 'withdraws' and a.field = 'standing')
    and not (b.act in ('raises', 'lowers') and a.field = 'quantity')
    and not (b.act = 'delays' and a.field = 'due')
    and not (a.field = 'due' and split_part(a.value, ' to ', 1) <= split_part(b.value, ' to ', 2)
        and split_part(b.value, ' to ', 1) <= split_part(a.value, ' to ', 2))
order by commitment_id, field, published_on_b, mention_id_a, mention_id_b
