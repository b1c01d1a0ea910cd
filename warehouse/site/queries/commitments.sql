-- Current commitments with their best evidence, the latest first, as many as have a page, and the standings that
-- each had, from when on. `year` is the one in which it counts in trends, as in training_in_trends.
with steps as (
    select commitment_id, list({'on': changed_on, 'standing': new_value} order by step) as steps
    from commitment_history
    where field = 'standing' and recorded_to is null and changed_on is not null
    group by commitment_id
)
select
    c.commitment_id, kind, parties, counterparts, standing, delivery_now, instrument, series_id, instance, place, domains,
    quantity_value, quantity_value_max, quantity_unit, quantity_basis, quantity_qualifier,
    announced_start_on, announced_end_on, due_start_on, due_end_on, effective_start_on, effective_end_on,
    bound_on, c.first_seen_on, last_seen_on, mentions_count, documents_count, confidence, tier, review,
    evidence_text, title, url, published_on, source_id,
    coalesce(steps, []) as steps,
    if(k.commitment_id is null, null,
        year(coalesce(effective_start_on, due_start_on, announced_start_on, k.first_seen_on))) as year
from current_commitments c
left join steps s on s.commitment_id = c.commitment_id
left join trend_commitments k on k.commitment_id = c.commitment_id
order by last_seen_on desc, c.commitment_id
limit $pages
