-- Whom a pledge of an actor binds, and when: each state itself, and each member of a group while it is one.
select actor_id as pledged_by, actor_id as country_id, false as is_group_pledge,
    date '-infinity' as joined_on, date 'infinity' as left_on
from actors
where actor_id not in (select organisation_id from actor_memberships)
union all
select organisation_id, member_id, true, joined_on, coalesce(left_on, date 'infinity')
from actor_memberships
