-- Which lines were in force between an actor and another on a day? By default of information; the standing is the one
-- that the texts of that day had shown.
-- Parameter: actor_a actor = JPN (an actor)
-- Parameter: actor_b actor or any = any (the other side)
-- Parameter: day date or latest = latest (the day)
-- Parameter: kind kind or any = information_sharing (of what)
-- Parameter: limit limit = 200 (most rows)
with lines as (
    select row_id, commitment_id
    from current_rows
    where ($kind is null or kind = $kind) and len(parties) + len(counterparts) > 1
        and commitment_id in (select commitment_id from commitment_parties where actor_id = $actor_a and role <> 'host')
        and ($actor_b is null or commitment_id in (
            select commitment_id from commitment_parties where actor_id = $actor_b and role <> 'host'
        ))
),
stood as (
    select commitment_id, arg_max(new_value, step) as standing_then, arg_max(changed_on, step) as since_on
    from commitment_history
    where commitment_id in (select commitment_id from lines) and field = 'standing' and recorded_to is null
        and changed_on <= coalesce($day, (select latest_on from latest_moment))
    group by commitment_id
),
chosen as materialized (
    select l.row_id, s.standing_then, s.since_on
    from stood s
    join lines l using (commitment_id)
    where s.standing_then in ('in_force', 'under_way', 'completed')
    order by s.since_on desc, l.commitment_id
    limit $limit
)
select c.commitment_id, c.kind, c.parties, c.counterparts, c.instrument, n.standing_then, n.since_on,
    c.standing as standing_now, c.last_seen_on, c.evidence_text, c.url
from chosen n
join current_rows c using (row_id)
order by n.since_on desc, c.commitment_id
