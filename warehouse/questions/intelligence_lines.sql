-- Who shares intelligence or classified information with whom, and does the line work already?
-- Parameter: actor = any (a member of the line)
select commitment_id, members, instrument, standing, is_working, since_on, due_end_on, last_seen_on, evidence_text, url
from information_sharing_lines
where $actor = 'any' or list_contains(members, upper($actor))
order by members, commitment_id
