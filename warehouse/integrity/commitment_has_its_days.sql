-- Every current commitment, but those that a reviewer rejected, has its row of days as it stands now.
-- Remedy: report it: what is derived was not made anew of all that changed
-- Table: commitment_days
-- Touched: commitments
select c.commitment_id, c.kind, c.standing, d.standing as standing_there
from commitments c
left join commitment_days d using (commitment_id)
where c.recorded_to is null and c.review is distinct from 'rejected'
    and (d.kind, d.standing, d.last_seen_on) is distinct from (c.kind, c.standing, c.last_seen_on)
order by c.commitment_id
