-- What should have been done by now, and nothing says that it was?
-- Parameter: actor actor or any = any (who is bound)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
select *
from overdue_commitments
where ($kind is null or kind = $kind) and ($actor is null
    or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role = 'party'))
order by days_overdue desc, commitment_id
limit $limit
