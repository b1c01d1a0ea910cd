-- On which commitments do documents contradict each other?
-- Parameter: actor = any (a party)
select *
from contradictions
where $actor = 'any' or list_contains(parties, upper($actor))
order by commitment_id, field, published_on_b
