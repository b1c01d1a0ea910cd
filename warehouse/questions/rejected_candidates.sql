-- Which sentences triggered a rule and were not taken for a commitment, and why not?
-- Parameter: reason = any (a reason of the record contract)
-- Parameter: words = % (a part of the sentence)
select c.reason, c.kind, c.rule_id, c.evidence_text, d.published_on, d.title, d.url, c.candidate_id
from candidates c
join documents d using (document_id)
where ($reason = 'any' or c.reason = $reason) and c.evidence_text ilike '%' || $words || '%'
order by d.published_on desc, c.candidate_id
