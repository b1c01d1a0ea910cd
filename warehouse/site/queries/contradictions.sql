-- Texts that disagree about one commitment, and which of them decides; where both stand, the other commitment too.
with stated_in as (
    select mention_id, list(commitment_id order by commitment_id) as other_ids
    from commitment_evidence
    where commitment_id in (select commitment_id from current_commitments)
    group by mention_id
)
select c.commitment_id, c.kind, c.parties, c.field, c.value_a, c.published_on_a, c.grade_a, c.evidence_a, c.url_a,
    c.mention_id_a, c.value_b, c.published_on_b, c.grade_b, c.evidence_b, c.url_b, c.mention_id_b, c.decided_by, c.reason,
    coalesce(s.other_ids, []) as other_ids
from contradictions c
left join stated_in s on s.mention_id = c.mention_id_b
order by greatest(c.published_on_a, c.published_on_b) desc, c.commitment_id, c.field, c.mention_id_a, c.mention_id_b
