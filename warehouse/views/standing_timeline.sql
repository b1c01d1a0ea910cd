-- How binding each commitment was, from when to when in the world: one row a standing, with the sentence that brought
-- it. `from_on` is the last day on which it can have begun; where no text dates it (`from_precision` is null) that is the
-- day of its report.
select
    h.commitment_id, c.kind, c.parties, c.counterparts, c.instrument,
    h.step, h.old_value as old_standing, h.new_value as standing, h.changed_on as from_on,
    h.changed_precision as from_precision,
    lead(h.changed_on) over (partition by h.commitment_id order by h.step) as until_on,
    h.reported_on, h.mention_id, m.act, m.voice, m.evidence_text, d.title, d.url, d.source_id
from commitment_history h
join commitments c on c.commitment_id = h.commitment_id and c.recorded_to is null
left join mentions m on m.mention_id = h.mention_id
left join documents d on d.document_id = m.document_id
where h.field = 'standing' and h.recorded_to is null
order by h.commitment_id, h.step
