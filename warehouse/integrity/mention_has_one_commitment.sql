-- No mention is evidence of two commitments: it would be counted twice.
-- Remedy: mend the resolution of mentions
-- Table: commitment_evidence
-- Touched: commitment_evidence
select mention_id, count(*) as commitments_count, min(commitment_id) as first_id, max(commitment_id) as last_id
from commitment_evidence
group by mention_id
having count(*) > 1
order by mention_id
