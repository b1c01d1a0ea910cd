-- Every evidence is a mention that is there and says something of the same kind.
-- Remedy: mend the resolution of mentions, or load the batch that the mention came with
-- Table: commitment_evidence
select e.commitment_id, e.mention_id, c.kind, m.kind as mention_kind
from commitment_evidence e
left join mentions m using (mention_id)
left join commitments c on c.commitment_id = e.commitment_id and c.recorded_to is null
where m.mention_id is null or m.kind <> c.kind
order by all
