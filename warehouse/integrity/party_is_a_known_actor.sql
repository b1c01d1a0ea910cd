-- Every actor of a commitment is in the register of actors.
-- Remedy: add the actor to schemas/vocabulary/, or mend the rule that made up its id
-- Table: commitment_parties
-- Touched: commitment_parties
select p.commitment_id, p.actor_id, p.role
from commitment_parties p
where p.actor_id not in (select actor_id from actors)
order by all
