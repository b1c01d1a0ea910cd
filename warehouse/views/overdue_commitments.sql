-- Commitments that bind, whose time has passed, and of which nothing says that they were done. A budget share that the
-- figures of real spending show as reached is left out. Silence is no proof of failure: the row says how long ago it
-- fell due and when we last read of it.
select
    c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.instrument,
    c.quantity_value, c.quantity_unit, c.due_end_on, c.due_precision,
    date_diff('day', c.due_end_on, now.latest_on) as days_overdue,
    c.first_seen_on, c.last_seen_on, c.documents_count, c.confidence, c.evidence_text, c.title, c.url
from current_commitments c
cross join latest_moment now
where c.delivery_now = 'overdue_without_evidence'
    and not exists (
        select 1 from budget_share_gap g
        where g.commitment_id = c.commitment_id
        group by g.commitment_id
        having bool_and(g.progress = 'met')
    )
order by days_overdue desc, c.commitment_id
