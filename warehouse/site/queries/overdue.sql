-- What is past due without evidence of delivery, what fell due last first.
select commitment_id, kind, parties, counterparts, standing, instrument, quantity_value, quantity_unit, due_end_on,
    days_overdue, documents_since, evidence_text, title, url
from overdue_commitments
order by days_overdue, commitment_id
limit 100
