-- The rows of current_commitments that count in trends, without what only other tables say of them; `first_seen_on` is
-- when a document that counts first spoke of them. A commitment that only a source speaks of which was added later and
-- not back-filled counts in none: it would look like a rise.
select c.* replace (coalesce(l.first_seen_on, c.first_seen_on) as first_seen_on)
from current_rows c
left join late_commitments l using (commitment_id)
where l.commitment_id is null or l.first_seen_on is not null
