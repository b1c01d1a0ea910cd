-- Documents that contradict each other on one commitment: one denies what another affirms, or they give different
-- amounts or different times, and neither says that it changes them. Both sides are shown with their sentences;
-- near-duplicates are left out, and each value appears with its latest mention.
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
)
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
order by a.commitment_id, a.field, b.published_on, a.mention_id, b.mention_id
