-- The rows of current_commitments that count in trends, without what only other tables say of them; `first_seen_on` is
-- when a document that counts first spoke of them. A commitment that only a source speaks of which was added later and
-- not back-filled counts in none: it would look like a rise.
with late as materialized (from late_commitments)
from current_rows where commitment_id not in (select commitment_id from late)
union all by name
select c.* replace (l.first_seen_on as first_seen_on)
from (  -- not as a join of all: nearly always none are late
    from current_rows where (commitment_id in (select commitment_id from late)) is not distinct from true
) c
join late l using (commitment_id)
where l.first_seen_on is not null
