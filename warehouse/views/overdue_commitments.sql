-- Commitments that bind, whose time has passed, and of which nothing says that all of it was done. What was delivered,
-- stopped, denied or superseded is left out, and so is a budget share that the figures of real spending show as reached
-- in every series by every state that it binds: those of the year that was due, else the latest.
-- Silence is no proof of failure: the row says how long ago it fell due, when we last read of it, and how many documents
-- we have read since (near-duplicates once); overdue_coverage says how many of them speak of its parties.
with read as (
    select published_on, sum(sum(documents_count - duplicates_count)) over (order by published_on desc) as documents_since
    from documents_seen
    group by published_on
),
figures as (
    select country_id, year, min(share_of_gdp_pct) as least_pct
    from latest_indicators
    group by country_id, year
),
newest as (
    select country_id, arg_max(least_pct, year) as least_pct
    from figures
    group by country_id
),
kept as (
    select p.commitment_id
    from budget_share_pledges p
    left join figures f on f.country_id = p.country_id and f.year = p.due_year
    left join newest n on n.country_id = p.country_id
    where p.is_target and p.scope = 'defence' and p.due_end_on < (select latest_on from latest_moment)
    group by p.commitment_id
    having bool_and(coalesce(p.pledge_pct <= coalesce(f.least_pct, n.least_pct), false))
)
select
    c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.delivery, c.instrument,
    c.quantity_value, c.quantity_unit, c.due_end_on, c.due_precision,
    date_diff('day', c.due_end_on, now.latest_on) as days_overdue,
    c.first_seen_on, c.last_seen_on, c.documents_count,
    cast(coalesce(read.documents_since, 0) as bigint) as documents_since,
    c.confidence, c.evidence_text, c.title, c.url
from current_commitments c
cross join latest_moment now
asof left join read on c.due_end_on < read.published_on
where c.delivery_now = 'overdue_without_evidence'
    and c.commitment_id not in (select commitment_id from kept)
order by days_overdue desc, c.commitment_id
