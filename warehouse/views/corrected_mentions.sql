-- Every mention as reviewers corrected it; the table `mentions` keeps what was read. `corrected_columns` names the
-- columns that a person gave another value, null where there is none.
with said as (
    select target_id as mention_id, map(list(field), list(value)) as given, list_sort(list(field)) as fields
    from (
        select target_id, field, max(value) as value from decisions
        where verdict = 'correct' and state = 'applied' and target_id like 'm-%' group by all
    )
    group by target_id
)
select
    m.* replace (
        if(map_contains(s.given, 'kind'), s.given['kind'], m.kind) as kind,
        if(map_contains(s.given, 'parties'),
            coalesce(list_sort(list_transform(string_split(s.given['parties'], ','), lambda x: trim(x))), []), m.parties) as parties,
        if(map_contains(s.given, 'counterparts'),
            coalesce(list_sort(list_transform(string_split(s.given['counterparts'], ','), lambda x: trim(x))), []), m.counterparts)
            as counterparts,
        if(map_contains(s.given, 'standing'), s.given['standing'], m.standing) as standing,
        if(map_contains(s.given, 'quantity_value'), s.given['quantity_value']::double, m.quantity_value)
            as quantity_value,
        if(map_contains(s.given, 'quantity_value_max'), s.given['quantity_value_max']::double, m.quantity_value_max)
            as quantity_value_max,
        if(map_contains(s.given, 'quantity_unit'), s.given['quantity_unit'], m.quantity_unit) as quantity_unit,
        if(map_contains(s.given, 'quantity_basis'), s.given['quantity_basis'], m.quantity_basis) as quantity_basis,
        if(map_contains(s.given, 'quantity_qualifier'), s.given['quantity_qualifier'], m.quantity_qualifier)
            as quantity_qualifier,
        if(map_contains(s.given, 'announced_start_on'), s.given['announced_start_on']::date, m.announced_start_on)
            as announced_start_on,
        if(map_contains(s.given, 'announced_end_on'), s.given['announced_end_on']::date, m.announced_end_on)
            as announced_end_on,
        if(map_contains(s.given, 'announced_precision'), s.given['announced_precision'], m.announced_precision)
            as announced_precision,
        if(map_contains(s.given, 'due_start_on'), s.given['due_start_on']::date, m.due_start_on) as due_start_on,
        if(map_contains(s.given, 'due_end_on'), s.given['due_end_on']::date, m.due_end_on) as due_end_on,
        if(map_contains(s.given, 'due_precision'), s.given['due_precision'], m.due_precision) as due_precision,
        if(map_contains(s.given, 'effective_start_on'), s.given['effective_start_on']::date, m.effective_start_on)
            as effective_start_on,
        if(map_contains(s.given, 'effective_end_on'), s.given['effective_end_on']::date, m.effective_end_on)
            as effective_end_on,
        if(map_contains(s.given, 'effective_precision'), s.given['effective_precision'], m.effective_precision)
            as effective_precision,
        if(map_contains(s.given, 'domains'),
            coalesce(list_sort(list_transform(string_split(s.given['domains'], ','), lambda x: trim(x))), []), m.domains) as domains,
        if(map_contains(s.given, 'instrument'), s.given['instrument'], m.instrument) as instrument,
        if(map_contains(s.given, 'place'), s.given['place'], m.place) as place,
        if(map_contains(s.given, 'speaker'), s.given['speaker'], m.speaker) as speaker,
        if(map_contains(s.given, 'act'), s.given['act'], m.act) as act,
        if(map_contains(s.given, 'voice'), s.given['voice'], m.voice) as voice,
        if(map_contains(s.given, 'condition'), s.given['condition'], m.condition) as condition
    ),
    s.fields as corrected_columns
from mentions m
left join said s using (mention_id)
