-- Who supports a state or a group with what: arms, training, money and other help that it receives?
-- Parameter: receiver actor = UKR (who is helped)
-- Parameter: giver actor or any = any (who helps)
-- Parameter: kind kind or any = any (with what)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select row_id
    from current_rows
    where commitment_id in (
            select commitment_id from commitment_parties where actor_id = $receiver and role = 'counterpart'
        )
        and ($giver is null or commitment_id in (
            select commitment_id from commitment_parties where actor_id = $giver and role = 'party'
        ))
        and kind in ('arms_transfer', 'third_party_support', 'personnel_exchange', 'information_sharing',
            'logistics_support', 'mutual_defence')
        and ($kind is null or kind = $kind)
    order by last_seen_on desc, commitment_id
    limit $limit
)
select c.parties as givers, c.kind, c.standing, c.delivery_now, c.quantity_value, c.quantity_unit, c.due_end_on,
    c.instrument, c.first_seen_on, c.last_seen_on, c.commitment_id, c.evidence_text, c.url
from current_commitments c
where c.row_id in (from chosen)
order by c.last_seen_on desc, c.commitment_id
