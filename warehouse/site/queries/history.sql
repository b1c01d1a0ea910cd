-- How each commitment went, on both clocks: when it changed in the world, and since when we know it.
select
    h.commitment_id, h.step, h.field, h.old_value, h.new_value, h.changed_on, h.changed_precision, h.reported_on,
    h.recorded_from, h.recorded_to, m.evidence_text, d.title, d.url
from commitment_history h
left join mentions m on m.mention_id = h.mention_id
left join documents d on d.document_id = m.document_id
where h.commitment_id in (
    select unnest($ids::varchar[])
)
order by h.commitment_id, h.changed_on nulls last, h.step, h.field, h.recorded_from
