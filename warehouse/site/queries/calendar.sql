-- Joint training that is announced and not yet told as held, in the order of its dates; whether its date has passed.
select t.commitment_id, t.parties, t.counterparts, t.instrument, t.place, t.standing,
    coalesce(t.due_start_on, t.effective_start_on) as start_on, coalesce(t.due_end_on, t.effective_end_on) as end_on,
    if(t.due_start_on is null, t.effective_precision, t.due_precision) as precision, t.evidence_text, t.title, t.url,
    coalesce(t.due_end_on, t.effective_end_on) < now.latest_on as is_past
from joint_training t
cross join latest_moment now
where t.stage = 'planned'
order by is_past, start_on nulls last, t.commitment_id
limit $lines
