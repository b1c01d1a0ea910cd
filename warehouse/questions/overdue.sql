-- What should have been done by now, and nothing says that it was?
-- Parameter: actor = any (a party)
-- Parameter: kind = any (a kind of the record contract)
select *
from overdue_commitments
where ($actor = 'any' or list_contains(parties, upper($actor))) and ($kind = 'any' or kind = $kind)
order by days_overdue desc, commitment_id
