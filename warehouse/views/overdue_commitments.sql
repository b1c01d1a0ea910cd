-- Commitments that bind, whose time has passed, and of which nothing says that all of it was done. What was delivered,
-- stopped, denied or superseded is left out, and so is a budget share that the figures of real spending show as reached
-- in every series by every state that it binds: those of the year that was due, else the latest.
-- Silence is no proof of failure: the row says how long ago it fell due, when we last read of it, and how many documents
-- we have read since (near-duplicates once); overdue_coverage says how many of them speak of its parties.
select
    c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.delivery, c.instrument,
    c.quantity_value, c.quantity_unit, c.due_end_on, c.due_precision,
    date_diff('day', c.due_end_on, now.latest_on) as days_overdue,
    c.first_seen_on, c.last_seen_on, c.documents_count,
    cast(coalesce(read.documents_since, 0) as bigint) as documents_since,
    c.confidence, c.evidence_text, c.title, c.url
from current_commitments c
cross join latest_moment now
asof left join documents_since read on c.due_end_on < read.published_on
where c.row_id in (select row_id from overdue_rows)
order by days_overdue desc, c.commitment_id
