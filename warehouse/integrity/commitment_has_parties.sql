-- The parties and counterparts of every current commitment are the same in its row and in commitment_parties.
-- Remedy: mend the resolution of mentions: a commitment has an owner, and both tables name it
-- Table: commitments
-- Touched: commitments, commitment_parties
with listed as (
    select commitment_id, unnest(parties) as actor_id, 'party' as role from commitments where recorded_to is null
    union
    select commitment_id, unnest(counterparts), 'counterpart' from commitments where recorded_to is null
),
rows as (select commitment_id, actor_id, role from commitment_parties where role <> 'host')
select commitment_id, actor_id, role, 'not in commitment_parties' as problem from (from listed except from rows)
union all
select commitment_id, actor_id, role, 'not in commitments' from (from rows except from listed)
union all
select commitment_id, null, 'party', 'has no party' from commitments where recorded_to is null and len(parties) = 0
order by all
