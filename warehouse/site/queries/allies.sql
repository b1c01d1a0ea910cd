-- Members of NATO now.
select member_id from actor_memberships where organisation_id = 'NATO' and left_on is null order by member_id
