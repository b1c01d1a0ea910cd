-- What has an actor promised, or what was promised to it? With how binding it is, how much, by when, and the sentence.
-- Parameter: actor = JPN (ISO 3166-1 alpha-3, or NATO, EU, …)
-- Parameter: kind = any (a kind of the record contract)
select c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.delivery_now, c.quantity_value,
    c.quantity_unit,
    c.due_end_on, c.instrument, c.last_seen_on, c.confidence, c.evidence_text, c.url
from current_commitments c
where list_contains(list_concat(c.parties, c.counterparts), upper($actor)) and ($kind = 'any' or c.kind = $kind)
order by c.last_seen_on desc, c.commitment_id
