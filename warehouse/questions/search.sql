-- Which commitments are proved by a sentence that holds these words? The sentence is the one that proves it best.
-- Parameter: words text = intelligence (a part of the sentence; % stands for anything)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
select published_on, commitment_id, kind, parties, counterparts, standing, evidence_text, title, url, source_id,
    mention_id
from current_commitments
where evidence_text ilike '%' || $words || '%' and ($kind is null or kind = $kind)
order by published_on desc, mention_id
limit $limit
