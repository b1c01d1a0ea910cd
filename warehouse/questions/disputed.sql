-- On which commitments do documents contradict each other?
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: limit limit = 200 (most rows)
select *
from contradictions
where $actor is null or list_contains(parties, $actor)
order by commitment_id, field, published_on_b
limit $limit
