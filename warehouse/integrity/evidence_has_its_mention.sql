-- Every evidence is a mention that is there and says something of the same kind, as a reviewer corrected it.
-- Remedy: mend the resolution of mentions, or load the batch that the mention came with
-- Table: commitment_evidence
-- Touched: commitment_evidence, commitments
-- Named: mentions
with corrected as (
    select mention_id, max(value) as kind
    from decisions where verdict = 'correct' and field = 'kind' and state = 'applied' group by all
)
select e.commitment_id, e.mention_id, c.kind, m.kind as mention_kind
from commitment_evidence e
left join mentions m using (mention_id)
left join commitments c on c.commitment_id = e.commitment_id and c.recorded_to is null
left join corrected k on k.mention_id = m.mention_id
where m.mention_id is null or coalesce(k.kind, m.kind) <> c.kind
order by all
