-- How did the standing of an actor's commitments change, step by step, and which document brought each step?
-- Parameter: actor = JPN (an actor)
-- Parameter: kind = any (a kind of the record contract)
select from_on, until_on, commitment_id, kind, parties, counterparts, old_standing, standing, act, evidence_text, url
from standing_timeline
where list_contains(list_concat(parties, counterparts), upper($actor)) and ($kind = 'any' or kind = $kind)
order by from_on desc, commitment_id, step
