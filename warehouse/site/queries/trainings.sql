-- Joint training: what was held, is planned, was discussed or called off, by year.
select commitment_id, year, stage, parties, counterparts, instrument, place, domains, standing, due_start_on, due_end_on,
    effective_start_on, documents_count, evidence_text, title, url, published_on
from joint_training
order by year desc, coalesce(effective_start_on, due_start_on) desc nulls last, commitment_id
limit $lines
