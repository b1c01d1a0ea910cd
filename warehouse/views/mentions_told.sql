-- What every mention says of its standing, its time and its amount, in words, as reviewers corrected it; with its document
-- and the grade of its source.
select
    m.row_id, d.rowid as document_row_id, m.mention_id, m.standing, m.due_start_on || ' to ' || m.due_end_on as due,
    concat_ws(' ', m.quantity_value || coalesce('-' || m.quantity_value_max, ''), m.quantity_unit) as quantity,
    m.voice, m.evidence_text, d.published_on, d.url, d.source_id, s.reliability_grade
from corrected_mentions m
join documents d using (document_id)
left join sources s using (source_id)
