-- Who shares intelligence or classified information with whom, and does the line work already?
-- Parameter: actor actor or any = any (a member of the line)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where kind = 'information_sharing' and ($actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'))
    order by last_seen_on desc, commitment_id
    limit $limit
)
select c.commitment_id, list_sort(list_distinct(list_concat(c.parties, c.counterparts))) as members, c.instrument,
    c.standing, c.standing in ('in_force', 'under_way', 'completed') as is_working,
    coalesce(c.effective_start_on, c.announced_start_on) as since_on, c.due_end_on, c.last_seen_on, c.evidence_text,
    c.url
from current_rows c
where c.row_id in (from chosen)
order by c.last_seen_on desc, c.commitment_id
