-- What the file holds, in one row.
select
    (select count(*) from documents) as documents_count,
    (select count(*) from current_commitments) as commitments_count,
    (select count(*) from mentions) as mentions_count,
    (select count(*) from overdue_commitments) as overdue_count,
    (select count(distinct commitment_id) from contradictions) as contradicted_count,
    (select count(*) from rejections) as rejections_count,
    (select max(retrieved_at) from documents) as retrieved_at,
    (select max(published_on) from documents) as published_on,
    (select arg_max(run_id, started_at) from runs) as run_id,
    (select max(published_at) from runs) as published_at
