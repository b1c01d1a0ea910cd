-- Texts that disagree about one commitment, and which of them decides.
select commitment_id, kind, parties, field, value_a, published_on_a, grade_a, evidence_a, url_a, value_b, published_on_b,
    grade_b, evidence_b, url_b, decided_by, reason
from contradictions
order by greatest(published_on_a, published_on_b) desc, commitment_id, field
limit 100
