-- What we came to know in the seven days before the latest run: new commitments, and known ones whose standing, amount
-- or time changed or that were read of again. With the standing before, and a sentence.
with versions as (
    select
        *, row_number() over (partition by commitment_id order by recorded_from) as version,
        lag(standing) over (partition by commitment_id order by recorded_from) as standing_before,
        lag((standing, quantity_value, quantity_value_max, quantity_unit, due_start_on, due_end_on))
            over (partition by commitment_id order by recorded_from) as content_before,
        (standing, quantity_value, quantity_value_max, quantity_unit, due_start_on, due_end_on) as content
    from commitments
)
select
    case
        when v.version = 1 then 'new'
        when v.content is distinct from v.content_before then 'changed'
        else 'confirmed'
    end as news,
    v.commitment_id, c.kind, c.parties, c.counterparts, v.standing_before, c.standing, c.quantity_value,
    c.quantity_unit,
    c.due_end_on, c.instrument, v.recorded_from, c.documents_count, c.confidence, c.evidence_text, c.title, c.url,
    c.published_on
from versions v
join current_commitments c using (commitment_id)
cross join latest_moment now
where v.recorded_to is null and epoch_us(v.recorded_from) > epoch_us(now.latest_at) - 7 * 86_400_000_000
order by news, v.recorded_from desc, v.commitment_id
