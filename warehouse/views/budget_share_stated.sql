-- Shares of GDP that texts say were reached, by country and year. What a group reached together is no member's share
-- and is left out.
select * from budget_share_pledges
where standing in ('completed', 'under_way') and not is_group_pledge
