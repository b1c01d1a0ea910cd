-- Every current commitment has evidence, and every evidence is of a current commitment.
-- Remedy: mend the resolution of mentions: a commitment without a mention is an assertion of ours
-- Table: commitments
-- Touched: commitments, commitment_evidence
select coalesce(c.commitment_id, e.commitment_id) as commitment_id, c.kind, e.mention_id
from (select commitment_id, kind from commitments where recorded_to is null) c
full join commitment_evidence e using (commitment_id)
where c.commitment_id is null or e.commitment_id is null
order by all
