-- Every change in a history was brought by a mention that is evidence of the same commitment; that a pledge is superseded
-- by one of the pledge that replaced it.
-- Remedy: mend the resolution of mentions
-- Table: commitment_history
-- Touched: commitment_history, commitment_evidence
select h.commitment_id, h.step, h.field, h.mention_id
from commitment_history h
where h.recorded_to is null
    and (h.commitment_id, h.mention_id) not in (select (commitment_id, mention_id) from commitment_evidence)
    and not (h.field = 'delivery' and h.new_value = 'superseded'
        and h.mention_id in (select mention_id from commitment_evidence))
order by all
