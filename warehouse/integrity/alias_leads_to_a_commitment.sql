-- Every alias leads to a commitment that was recorded, and is none itself.
-- Remedy: mend the resolution of mentions: an id that was published must go on leading to what it meant
-- Table: commitment_aliases
select a.alias_id, a.commitment_id, a.reason
from commitment_aliases a
where not exists (from commitments c where c.commitment_id = a.commitment_id)
union
select a.alias_id, a.commitment_id, a.reason
from commitment_aliases a
where exists (from commitments c where c.commitment_id = a.alias_id and c.recorded_to is null)
order by all
