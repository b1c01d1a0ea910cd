-- Every mention as reviewers corrected it; the table `mentions` keeps what was read. `corrected_columns` names the
-- columns that a person gave another value, null where there is none. What was corrected in a text that has been replaced
-- is corrected in its newest version as well.
with said as (
    select mention_id, map(list(field), list(value)) as given, list_sort(list(field)) as fields
    from (
        select mention_id, field, max(value) as value
        from (
            select unnest(list_distinct([target_id, mention_id])) as mention_id, field, value from decisions
            where verdict = 'correct' and state = 'applied' and target_id like 'm-%'
        )
        group by all
    )
    group by mention_id
)
select
    m.* replace (
        case when map_contains(s.given, 'kind') then s.given['kind'] else m.kind end as kind,
        case when map_contains(s.given, 'parties') then
            coalesce(list_sort(list_transform(string_split(s.given['parties'], ','), lambda x: trim(x))), [])
            else m.parties end as parties,
        case when map_contains(s.given, 'counterparts') then
            coalesce(list_sort(list_transform(string_split(s.given['counterparts'], ','), lambda x: trim(x))), [])
            else m.counterparts end
            as counterparts,
        case when map_contains(s.given, 'standing') then s.given['standing'] else m.standing end as standing,
        case when map_contains(s.given, 'quantity_value') then s.given['quantity_value']::double
            else m.quantity_value end
            as quantity_value,
        case when map_contains(s.given, 'quantity_value_max') then s.given['quantity_value_max']::double
            else m.quantity_value_max end
            as quantity_value_max,
        case when map_contains(s.given, 'quantity_unit') then s.given['quantity_unit']
            else m.quantity_unit end as quantity_unit,
        case when map_contains(s.given, 'quantity_basis') then s.given['quantity_basis']
            else m.quantity_basis end as quantity_basis,
        case when map_contains(s.given, 'quantity_qualifier') then s.given['quantity_qualifier']
            else m.quantity_qualifier end
            as quantity_qualifier,
        case when map_contains(s.given, 'announced_start_on') then s.given['announced_start_on']::date
            else m.announced_start_on end
            as announced_start_on,
        case when map_contains(s.given, 'announced_end_on') then s.given['announced_end_on']::date
            else m.announced_end_on end
            as announced_end_on,
        case when map_contains(s.given, 'announced_precision') then s.given['announced_precision']
            else m.announced_precision end
            as announced_precision,
        case when map_contains(s.given, 'due_start_on') then s.given['due_start_on']::date
            else m.due_start_on end as due_start_on,
        case when map_contains(s.given, 'due_end_on') then s.given['due_end_on']::date
            else m.due_end_on end as due_end_on,
        case when map_contains(s.given, 'due_precision') then s.given['due_precision']
            else m.due_precision end as due_precision,
        case when map_contains(s.given, 'effective_start_on') then s.given['effective_start_on']::date
            else m.effective_start_on end
            as effective_start_on,
        case when map_contains(s.given, 'effective_end_on') then s.given['effective_end_on']::date
            else m.effective_end_on end
            as effective_end_on,
        case when map_contains(s.given, 'effective_precision') then s.given['effective_precision']
            else m.effective_precision end
            as effective_precision,
        case when map_contains(s.given, 'domains') then
            coalesce(list_sort(list_transform(string_split(s.given['domains'], ','), lambda x: trim(x))), [])
            else m.domains end as domains,
        case when map_contains(s.given, 'instrument') then s.given['instrument'] else m.instrument end as instrument,
        case when map_contains(s.given, 'place') then s.given['place'] else m.place end as place,
        case when map_contains(s.given, 'speaker') then s.given['speaker'] else m.speaker end as speaker,
        case when map_contains(s.given, 'act') then s.given['act'] else m.act end as act,
        case when map_contains(s.given, 'voice') then s.given['voice'] else m.voice end as voice,
        case when map_contains(s.given, 'condition') then s.given['condition'] else m.condition end as condition
    ),
    s.fields as corrected_columns, m.rowid as row_id
from mentions m
left join said s using (mention_id)
