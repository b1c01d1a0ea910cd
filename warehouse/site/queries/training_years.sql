-- Joint training by year.
select year, held_count, planned_count, discussed_count, off_count, exercises_count, documents_count, per_1000_documents
from joint_training_by_year
order by year
