-- Every actor of a mention is in the register of actors.
-- Remedy: add the actor to schemas/vocabulary/, or mend the rule that made up its id
-- Table: mentions
-- Touched: mentions
with named as (select mention_id, rule_id, unnest(list_concat(parties, counterparts)) as actor_id from mentions)
select mention_id, actor_id, rule_id
from named
where actor_id not in (select actor_id from actors)
order by all
