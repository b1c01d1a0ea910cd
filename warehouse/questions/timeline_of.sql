-- How did the standing of an actor's commitments change, step by step, and which document brought each step?
-- Parameter: actor actor = JPN (an actor)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
select from_on, until_on, commitment_id, kind, parties, counterparts, old_standing, standing, act, evidence_text, url
from standing_timeline
where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
    and ($kind is null or kind = $kind)
order by from_on desc, commitment_id, step
limit $limit
