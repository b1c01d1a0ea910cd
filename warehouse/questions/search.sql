-- Which commitments are proved by a sentence that holds these words? The sentence is the one that proves it best.
-- Parameter: words text = intelligence (a part of the sentence; % stands for anything)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where evidence_text ilike '%' || $words || '%' and ($kind is null or kind = $kind)
    order by published_on desc, mention_id
    limit $limit
)
select c.published_on, c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.evidence_text, c.title, c.url,
    c.source_id, c.mention_id
from current_rows c
where c.row_id in (from chosen)
order by c.published_on desc, c.mention_id
