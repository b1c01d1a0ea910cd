-- Lines of intelligence and classified information: who shares with whom, under which instrument, how binding, since
-- when, with the sentence that says so.
select
    commitment_id, list_sort(list_distinct(list_concat(parties, counterparts))) as members, parties, counterparts,
    instrument, standing, standing in ('in_force', 'under_way', 'completed') as is_working, delivery_now, domains,
    place,
    coalesce(effective_start_on, announced_start_on) as since_on, due_end_on,
    first_seen_on, last_seen_on, documents_count, confidence, evidence_text, title, url, published_on
from current_commitments
where kind = 'information_sharing'
order by members, first_seen_on, commitment_id
