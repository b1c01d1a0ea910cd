-- What the file holds and how far it can be trusted, in one row.
select
    (select count(*) from documents) as documents_count,
    (select count(*) from current_commitments) as commitments_count,
    (select count(*) from current_commitments where documents_count > 1) as confirmed_count,
    (select count(*) from current_commitments where source_id in (select source_id from sources where is_official))
        as official_count,
    (select count(*) from current_commitments where review is not null) as reviewed_count,
    (select count(*) from mentions) as mentions_count,
    (select count(*) from overdue_commitments) as overdue_count,
    (select count(distinct commitment_id) from contradictions) as contradicted_count,
    (select count(*) from rejections) as rejections_count,
    (select count(*) from validations where run_id = (select arg_max(run_id, started_at) from runs)) as checks_count,
    (select count(*) from validations where not is_passed
        and run_id = (select arg_max(run_id, started_at) from runs)) as warnings_count,
    (select max(retrieved_at) from documents) as retrieved_at,
    (select max(published_on) from documents) as published_on,
    (select latest_on from latest_moment) as latest_on,
    (select arg_max(run_id, started_at) from runs) as run_id,
    (select max(published_at) from runs) as published_at
