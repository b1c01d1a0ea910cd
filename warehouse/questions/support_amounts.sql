-- How much was promised to a receiver, by giver and unit? The largest single amount and how many there are: amounts are
-- never added up, since a total and its parts stand beside each other.
-- Parameter: receiver actor = UKR (who is helped)
-- Parameter: limit limit = 200 (most rows)
with given as (
    select *, unnest(parties) as giver
    from current_commitments
    where commitment_id in (
            select commitment_id from commitment_parties where actor_id = $receiver and role = 'counterpart'
        )
        and kind in ('arms_transfer', 'third_party_support', 'budget_amount') and quantity_value is not null
        and standing not in ('denied', 'suspended', 'called_for')
)
select giver, quantity_unit, count(*) as amounts_count, max(quantity_value) as largest_amount,
    arg_max(standing, struct_pack(a := quantity_value, b := commitment_id)) as standing,
    arg_max(commitment_id, struct_pack(a := quantity_value, b := commitment_id)) as example_id,
    arg_max(evidence_text, struct_pack(a := quantity_value, b := commitment_id)) as evidence_text,
    arg_max(url, struct_pack(a := quantity_value, b := commitment_id)) as url
from given
group by giver, quantity_unit
order by quantity_unit, largest_amount desc, giver
limit $limit
