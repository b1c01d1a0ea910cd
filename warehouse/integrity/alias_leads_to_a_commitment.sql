-- Every alias leads to a commitment that was recorded, and is none itself.
-- Remedy: mend the resolution of mentions: an id that was published must go on leading to what it meant
-- Table: commitment_aliases
select a.alias_id, a.commitment_id, a.reason
from commitment_aliases a
where a.commitment_id not in (select commitment_id from commitments)
    or a.alias_id in (select commitment_id from commitments where recorded_to is null)
order by a.alias_id
