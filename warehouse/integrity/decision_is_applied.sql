-- What a decision in force says is so: a rejected mention supports nothing, mentions that are the same support one
-- commitment and those that are not support two, and a commitment says how it was reviewed.
-- Remedy: mend the resolution of mentions: it did not do what a person decided
-- Table: decisions
-- Severity: warning
with in_force as (
    select d.*, o.commitment_id as other_id
    from decisions d
    left join commitment_evidence o on o.mention_id = d.other_mention_id
    where d.state = 'applied'
)
select d.decision_id, d.verdict, d.target_id, d.value, d.commitment_id, d.other_id, c.review
from in_force d
left join commitments c on c.commitment_id = d.commitment_id and c.recorded_to is null
where (d.verdict = 'reject' and d.target_id like 'm-%' and d.commitment_id is not null)
    or (d.verdict = 'same' and d.commitment_id <> d.other_id)
    or (d.verdict = 'not_same' and d.commitment_id = d.other_id)
    or (d.verdict = 'reject' and d.target_id like 'c-%' and c.review is distinct from 'rejected')
    or (d.verdict in ('accept', 'correct') and d.target_id like 'c-%' and c.review is null)
order by d.decision_id
