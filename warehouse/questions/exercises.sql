-- Which joint exercises of an actor were held or are planned, year by year?
-- Parameter: actor = any (an actor that takes part)
-- Parameter: since = 2014 (first year)
select year, stage, commitment_id, parties, counterparts, instrument, place, standing, effective_start_on, due_end_on,
    documents_count, evidence_text, url
from joint_training
where year >= cast($since as integer)
    and ($actor = 'any' or list_contains(list_concat(parties, counterparts), upper($actor)))
order by year, commitment_id
