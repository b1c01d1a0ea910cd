-- Documents that contradict each other on one commitment: one denies what another affirms, or they give different
-- amounts or different times, and neither says that it changes them. Both sides are shown, with their sentences, the
-- grades of their sources and their voices. `decided_by` is the mention whose word stands, and `reason` says why:
--   newer          it is the later of two, and its source is not clearly worse
--   better_source  an official said so a short time before, and the other source or voice is clearly worse
--   already_binds  a denial does not undo what is in force, under way or done
--   both_stand     two commitments: an actor, or a member of a group, denies what the other affirms; none is decided.
--                  Shown with the latest affirmation before it and the first after it, within a year
-- The rules: docs/policy.md. Near-duplicates are left out.
with stated as (
    select
        commitment_id, kind, block_id, parties, list_sort(list_concat(parties, counterparts)) as actors, standing,
        last_seen_on, mention_id, coalesce(quantity_value || quantity_unit, instrument) as object
    from current_commitments
    where standing in ('in_force', 'under_way', 'completed', 'agreed', 'planned', 'denied')
        and (quantity_unit is not null or instrument is not null)
),
denied as (
    from stated where standing = 'denied'
),
opposed as (
    select mention_id, last_seen_on, concat_ws('|', block_id, object, array_to_string(actors, ',')) as link from denied
    union all
    select d.mention_id, d.last_seen_on, concat_ws('|', m.organisation_id, d.kind, d.object)
    from (select *, unnest(parties) as member_id from denied) d
    join actor_memberships m
        on m.member_id = d.member_id and m.joined_on <= d.last_seen_on
        and (m.left_on is null or m.left_on >= d.last_seen_on)
),
affirmed as (
    select link, last_seen_on, min(commitment_id) as commitment_id, arg_min(mention_id, commitment_id) as mention_id
    from (
        select
            commitment_id, mention_id, last_seen_on,
            unnest(list_prepend(
                concat_ws('|', block_id, object, array_to_string(actors, ',')),
                list_transform(parties, lambda organisation: concat_ws('|', organisation, kind, object))
            )) as link
        from stated where standing <> 'denied'
    )
    semi join (select distinct link from opposed) o using (link)
    group by link, last_seen_on
),
denials as (
    select o.mention_id as denying_id, a.commitment_id as affirmed_id, a.mention_id as affirming_id
    from opposed o
    asof join affirmed a on a.link = o.link and o.last_seen_on >= a.last_seen_on
    where date_diff('day', a.last_seen_on, o.last_seen_on) <= 365
    union
    select o.mention_id, a.commitment_id, a.mention_id
    from opposed o
    asof join affirmed a on a.link = o.link and o.last_seen_on < a.last_seen_on
    where date_diff('day', o.last_seen_on, a.last_seen_on) <= 365
),
pairs as (
    select
        commitment_id, contradicts_in as field, contradicts_id as mention_id_a, mention_id as mention_id_b,
        case when reading in ('contradiction', 'outweighed') then contradicts_id else mention_id end as decided_by,
        case reading when 'contradiction' then 'already_binds' when 'outweighed' then 'better_source'
            else 'newer' end as reason
    from commitment_evidence
    where contradicts_id is not null
    union all
    select affirmed_id, 'standing', affirming_id, denying_id, null, 'both_stand' from denials
),
said as (
    select
        m.mention_id, m.standing, m.voice, m.evidence_text, d.published_on, d.url, s.reliability_grade,
        m.quantity_value, m.quantity_value_max, m.quantity_unit, m.due_start_on, m.due_end_on
    from corrected_mentions m
    join documents d using (document_id)
    left join sources s using (source_id)
)
select
    p.commitment_id, c.kind, c.parties, p.field,
    case p.field
        when 'standing' then a.standing
        when 'due' then a.due_start_on || ' to ' || a.due_end_on
        else concat_ws(' ', a.quantity_value || coalesce('-' || a.quantity_value_max, ''), a.quantity_unit)
    end as value_a,
    a.published_on as published_on_a, a.reliability_grade as grade_a, a.voice as voice_a,
    a.evidence_text as evidence_a, a.url as url_a, p.mention_id_a,
    case p.field
        when 'standing' then b.standing
        when 'due' then b.due_start_on || ' to ' || b.due_end_on
        else concat_ws(' ', b.quantity_value || coalesce('-' || b.quantity_value_max, ''), b.quantity_unit)
    end as value_b,
    b.published_on as published_on_b, b.reliability_grade as grade_b, b.voice as voice_b,
    b.evidence_text as evidence_b, b.url as url_b, p.mention_id_b,
    p.decided_by, p.reason
from pairs p
join current_commitments c using (commitment_id)
join said a on a.mention_id = p.mention_id_a
join said b on b.mention_id = p.mention_id_b
order by p.commitment_id, p.field, b.published_on, p.mention_id_a, p.mention_id_b
