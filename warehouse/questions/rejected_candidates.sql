-- Which sentences triggered a rule and were not taken for a commitment, and why not?
-- Parameter: reason reason or any = any (why it is none)
-- Parameter: kind kind or any = any (what it would have promised)
-- Parameter: words text or any = any (a part of the sentence; % stands for anything)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select c.rowid as candidate_place, d.rowid as document_place
    from candidates c
    join documents d using (document_id)
    where ($reason is null or c.reason = $reason) and ($kind is null or c.kind = $kind)
        and ($words is null or c.evidence_text ilike '%' || $words || '%')
    order by d.published_on desc, c.candidate_id
    limit $limit
)
select c.reason, c.kind, c.rule_id, c.evidence_text, d.published_on, d.title, d.url, c.candidate_id
from chosen n
join candidates c on c.rowid = n.candidate_place
join documents d on d.rowid = n.document_place
order by d.published_on desc, c.candidate_id
