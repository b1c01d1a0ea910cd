-- How much was promised to a receiver, by giver and unit? The largest single amount and how many there are: amounts are
-- never added up, since a total and its parts stand beside each other.
-- Parameter: receiver actor = UKR (who is helped)
-- Parameter: limit limit = 200 (most rows)
with given as (
    select row_id, commitment_id, quantity_value, quantity_unit, unnest(parties) as giver
    from current_rows
    where commitment_id in (
            select commitment_id from commitment_parties where actor_id = $receiver and role = 'counterpart'
        )
        and kind in ('arms_transfer', 'third_party_support', 'budget_amount') and quantity_value is not null
        and standing not in ('denied', 'suspended', 'called_for')
),
counted as materialized (
    select giver, quantity_unit, count(*) as amounts_count, max(quantity_value) as largest_amount,
        max(struct_pack(a := quantity_value, b := commitment_id, c := row_id)).c as row_id
    from given
    group by giver, quantity_unit
    order by quantity_unit, largest_amount desc, giver
    limit $limit
)
select n.giver, n.quantity_unit, n.amounts_count, n.largest_amount, c.standing, c.commitment_id as example_id,
    c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.quantity_unit, n.largest_amount desc, n.giver
