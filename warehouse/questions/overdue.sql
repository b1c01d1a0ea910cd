-- What should have been done by now, and nothing says that it was?
-- Parameter: actor actor or any = any (who is bound)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from overdue_rows
    where ($kind is null or kind = $kind) and ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role = 'party'))
    order by due_end_on, commitment_id
    limit $limit
)
select
    c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.delivery, c.instrument,
    c.quantity_value, c.quantity_unit, c.due_end_on, c.due_precision,
    date_diff('day', c.due_end_on, now.latest_on) as days_overdue,
    c.first_seen_on, c.last_seen_on, c.documents_count,
    cast(coalesce(read.documents_since, 0) as bigint) as documents_since,
    c.confidence, c.evidence_text, c.title, c.url
from (from current_rows where row_id in (from chosen)) c
cross join latest_moment now
asof left join documents_since read on c.due_end_on < read.published_on
order by days_overdue desc, c.commitment_id
