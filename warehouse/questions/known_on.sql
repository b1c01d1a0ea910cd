-- What would we have answered on an earlier day about an actor? With what has changed since.
-- Parameter: day = 2026-01-01 (the end of this day, UTC)
-- Parameter: actor = any (an actor)
select k.commitment_id, k.kind, k.parties, k.counterparts, k.standing as standing_then, c.standing as standing_now,
    k.quantity_value as quantity_then, c.quantity_value as quantity_now, k.due_end_on as due_then,
    c.due_end_on as due_now,
    k.recorded_from, k.recorded_to, c.evidence_text, c.url
from commitments_as_of(cast($day as date) + interval 1 day) k
left join current_commitments c using (commitment_id)
where $actor = 'any' or list_contains(list_concat(k.parties, k.counterparts), upper($actor))
order by k.commitment_id
