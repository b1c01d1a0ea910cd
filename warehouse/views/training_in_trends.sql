-- Joint training that counts in trends (see trend_rows), with the year in which it was or is to be held: when it
-- took effect, else when it is due, else when it was announced or a document that counts first spoke of it.
select t.* replace (
    year(coalesce(t.effective_start_on, t.due_start_on, t.announced_start_on, l.first_seen_on, t.first_seen_on)) as year
)
from joint_training t
left join late_commitments l using (commitment_id)
where l.commitment_id is null or l.first_seen_on is not null
