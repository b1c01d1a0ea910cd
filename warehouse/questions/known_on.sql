-- What would we have answered on an earlier day about an actor? With what has changed since.
-- Parameter: day date or latest = latest (the end of this day, UTC)
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: limit limit = 200 (most rows)
with moment as (select coalesce($day, latest_on) + interval 1 day as end_at from latest_moment),
chosen as materialized (
    select rowid as row_place
    from commitments
    where recorded_from <= (select end_at from moment)
        and (recorded_to is null or recorded_to > (select end_at from moment))
        and ($actor is null or list_contains(parties, $actor) or list_contains(counterparts, $actor))
    order by last_seen_on desc, commitment_id
    limit $limit
),
known as materialized (from commitments where rowid in (from chosen)),
now_known as (from current_rows where commitment_id in (select commitment_id from known))
select k.commitment_id, k.kind, k.parties, k.counterparts, k.standing as standing_then, c.standing as standing_now,
    k.quantity_value as quantity_then, c.quantity_value as quantity_now, k.due_end_on as due_then,
    c.due_end_on as due_now, k.recorded_from, k.recorded_to, k.evidence_text, k.url
from known k
left join now_known c using (commitment_id)
order by k.last_seen_on desc, k.commitment_id
