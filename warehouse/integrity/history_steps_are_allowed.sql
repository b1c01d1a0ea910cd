-- Every change of standing is a step that the life of its kind allows: it is further on the way, or takes something back
-- by a rule for that. The first standing may be any.
-- Remedy: mend the resolution of mentions, or the life of the kind in schemas/vocabulary/lives.yml
-- Table: commitment_history
-- Touched: commitment_history, commitments
select h.commitment_id, h.step, c.kind, k.life, h.old_value, h.new_value, t.rule, h.mention_id
from commitment_history h
join commitments c on c.commitment_id = h.commitment_id and c.recorded_to is null
left join kinds k on k.kind = c.kind
left join transitions t on t.life = k.life and t.standing = h.old_value and t.next_standing = h.new_value
where h.field = 'standing' and h.recorded_to is null and h.old_value is not null
    and coalesce(t.rule, 'none') not in ('onward', 'fresh', 'renewed')
order by h.commitment_id, h.step
