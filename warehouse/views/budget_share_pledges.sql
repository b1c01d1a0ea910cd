-- Every current budget-share commitment, country by country: a pledge of a group (NATO) counts for each state that was
-- its member on the day of the pledge. The columns are those of budget_share_pledges_as_of.
select * from budget_share_pledges_as_of('infinity')
