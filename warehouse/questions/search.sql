-- Which sentences that prove a commitment hold these words?
-- Parameter: words = intelligence (a part of the sentence; % stands for anything)
select published_on, commitment_id, kind, parties, counterparts, standing, evidence_text, title, url, source_id,
    mention_id
from evidence
where evidence_text ilike '%' || $words || '%' and is_independent
order by published_on desc, mention_id
