-- Both sides of every membership are in the register of actors, and it does not end before it begins.
-- Remedy: correct schemas/vocabulary/organisations.yml
-- Table: actor_memberships
select organisation_id, member_id, joined_on, left_on
from actor_memberships
where organisation_id not in (select actor_id from actors)
    or member_id not in (select actor_id from actors)
    or left_on < joined_on
order by all
