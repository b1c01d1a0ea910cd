-- Joint training by year: how many exercises were held, planned, discussed or called off, beside the number of
-- documents of that year (near-duplicates once), without which a rising count may only mean that more was read. A source
-- that was added later counts from the day back to which it was back-filled.
select
    t.year, count(*) as exercises_count,
    count(*) filter (t.stage = 'held') as held_count, count(*) filter (t.stage = 'planned') as planned_count,
    count(*) filter (t.stage = 'discussed') as discussed_count, count(*) filter (t.stage = 'off') as off_count,
    cast(coalesce(any_value(seen.documents_count), 0) as bigint) as documents_count,
    round(1000.0 * count(*) / nullif(any_value(seen.documents_count), 0), 2) as per_1000_documents,
    list(t.commitment_id order by t.commitment_id) as commitment_ids,
    arg_max(t.evidence_text, struct_pack(a := t.confidence, b := t.commitment_id)) as evidence_text,
    arg_max(t.url, struct_pack(a := t.confidence, b := t.commitment_id)) as url
from training_in_trends t
left join documents_by_year seen using (year)
group by t.year
order by t.year
