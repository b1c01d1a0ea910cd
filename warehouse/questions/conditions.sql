-- Which commitments hang on a condition, and on which?
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with conditional as (
    select mention_id, condition from mentions where condition is not null and ($kind is null or kind = $kind)
)
select m.condition, c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.last_seen_on, c.evidence_text,
    c.url
from conditional m
join current_commitments c on c.mention_id = m.mention_id
order by c.last_seen_on desc, c.commitment_id
limit $limit
