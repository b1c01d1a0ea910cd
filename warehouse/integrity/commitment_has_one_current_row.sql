-- At no moment are two rows of a commitment current: their recorded times do not overlap, and none ends before it
-- begins.
-- Remedy: report it: the recording of versions is broken, and the published file stands
-- Table: commitments
-- Touched: commitments
with versions as (
    select commitment_id, recorded_from, recorded_to,
        lead(recorded_from) over (partition by commitment_id order by recorded_from) as next_from
    from commitments
)
select * from versions
where recorded_to <= recorded_from or (next_from is not null and coalesce(recorded_to > next_from, true))
order by commitment_id, recorded_from
