-- What was announced, and of nothing do we read that it ever came into force, began or was done? Oldest first. Silence
-- is no proof that it failed.
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: actor actor or any = any (who is bound)
-- Parameter: older_than days = 365 (days since it was last read of)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select c.commitment_id, date_diff('day', c.last_seen_on, now.latest_on) as days_silent
    from commitment_days c
    cross join latest_moment now
    where c.standing in ('agreed', 'planned', 'proposed') and c.begun_on is null and c.last_seen_on < now.latest_on - $older_than
        and c.delivery not in ('delivered', 'delivered_late', 'delivered_in_part')
        and ($kind is null or c.kind = $kind)
        and ($actor is null or c.commitment_id in (
            select commitment_id from commitment_parties where actor_id = $actor and role = 'party'
        ))
    order by c.first_seen_on, c.commitment_id
    limit $limit
),
placed as materialized (
    select c.row_id, n.* from current_rows c join chosen n using (commitment_id)
)
select c.first_seen_on, c.last_seen_on, n.days_silent, c.commitment_id, c.kind, c.parties, c.counterparts, c.standing,
    c.instrument, c.due_end_on, c.evidence_text, c.url
from placed n
join current_rows c using (row_id)
order by c.first_seen_on, c.commitment_id
