-- Current commitments with their best evidence, the latest first, as many as have a page, and the standings that
-- each had, from when on.
with steps as (
    select commitment_id, list({'on': changed_on, 'standing': new_value} order by step) as steps
    from commitment_history
    where field = 'standing' and recorded_to is null and changed_on is not null
    group by commitment_id
)
select
    commitment_id, kind, parties, counterparts, standing, delivery_now, instrument, series_id, instance, place, domains,
    quantity_value, quantity_value_max, quantity_unit, quantity_basis, quantity_qualifier,
    announced_start_on, announced_end_on, due_start_on, due_end_on, effective_start_on, effective_end_on,
    bound_on, first_seen_on, last_seen_on, mentions_count, documents_count, confidence, tier, review,
    evidence_text, title, url, published_on, source_id,
    coalesce(steps, []) as steps
from current_commitments
left join steps using (commitment_id)
order by last_seen_on desc, commitment_id
limit $pages
