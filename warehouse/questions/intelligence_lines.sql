-- Who shares intelligence or classified information with whom, and does the line work already?
-- Parameter: actor actor or any = any (a member of the line)
-- Parameter: limit limit = 200 (most rows)
select commitment_id, members, instrument, standing, is_working, since_on, due_end_on, last_seen_on, evidence_text, url
from information_sharing_lines
where $actor is null
    or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
order by last_seen_on desc, commitment_id
limit $limit
