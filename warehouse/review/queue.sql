-- Which commitments should a person look at first, and why?
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: actor actor or any = any (who is a party or a counterpart)
-- Parameter: source source or any = any (whose text proves it best)
-- Parameter: limit limit = 20 (most rows)
select score, commitment_id, kind, parties, counterparts, standing, reasons, evidence_text
from review_queue
where ($kind is null or kind = $kind)
    and ($actor is null or list_contains(parties, $actor) or list_contains(counterparts, $actor))
    and ($source is null or source_id = $source)
order by score desc, commitment_id
limit $limit
