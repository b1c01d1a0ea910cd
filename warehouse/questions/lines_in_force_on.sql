-- Which lines were in force between an actor and another on a day? By default of information; the standing is the one
-- that the texts of that day had shown.
-- Parameter: actor_a actor = JPN (an actor)
-- Parameter: actor_b actor or any = any (the other side)
-- Parameter: day date or latest = latest (the day)
-- Parameter: kind kind or any = information_sharing (of what)
-- Parameter: limit limit = 200 (most rows)
with shared as (
    select commitment_id
    from commitment_parties
    where role <> 'host' and actor_id in ($actor_a, $actor_b)
    group by commitment_id
    having count(distinct actor_id) = if($actor_b is null, 1, 2)
),
lines as (
    select *
    from current_commitments
    where commitment_id in (from shared) and ($kind is null or kind = $kind)
),
stood as (
    select commitment_id, arg_max(new_value, step) as standing_then, arg_max(changed_on, step) as since_on
    from commitment_history
    where commitment_id in (select commitment_id from lines) and field = 'standing' and recorded_to is null
        and changed_on <= coalesce($day, (select latest_on from latest_moment))
    group by commitment_id
)
select l.commitment_id, l.kind, l.parties, l.counterparts, l.instrument, s.standing_then, s.since_on,
    l.standing as standing_now, l.last_seen_on, l.evidence_text, l.url
from stood s
join lines l using (commitment_id)
where s.standing_then in ('in_force', 'under_way', 'completed') and len(l.parties) + len(l.counterparts) > 1
order by s.since_on desc, l.commitment_id
limit $limit
