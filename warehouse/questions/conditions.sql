-- Which commitments hang on a condition, and on which?
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with conditional as (
    select mention_id, condition from mentions where condition is not null and ($kind is null or kind = $kind)
),
chosen as materialized (
    select c.row_id, m.condition
    from current_rows c
    join conditional m using (mention_id)
    where $kind is null or c.kind = $kind
    order by c.last_seen_on desc, c.commitment_id
    limit $limit
)
select n.condition, c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.last_seen_on, c.evidence_text,
    c.url
from chosen n
join current_rows c using (row_id)
order by c.last_seen_on desc, c.commitment_id
