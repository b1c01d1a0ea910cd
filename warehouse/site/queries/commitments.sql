-- Current commitments with their best evidence, the latest first, as many as have a page.
select
    commitment_id, kind, parties, counterparts, standing, delivery_now, instrument, series_id, instance, place, domains,
    quantity_value, quantity_value_max, quantity_unit, quantity_basis, quantity_qualifier,
    announced_start_on, announced_end_on, due_start_on, due_end_on, effective_start_on, effective_end_on,
    bound_on, first_seen_on, last_seen_on, mentions_count, documents_count, confidence, tier, review,
    evidence_text, title, url, published_on, source_id
from current_commitments
order by last_seen_on desc, commitment_id
limit $pages
