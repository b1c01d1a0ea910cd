-- How many days pass between signing and entry into force, by kind? Counted where texts show both; the days are those
-- on which it was first read of, or the days that the texts themselves give.
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: since year = 2014 (signed in this year or later)
with counted as materialized (
    select kind, count(*) as commitments_count, median(date_diff('day', signed_on, forced_on)) as median_days,
        min(date_diff('day', signed_on, forced_on)) as fewest_days,
        max(date_diff('day', signed_on, forced_on)) as most_days,
        max(struct_pack(a := forced_on, b := commitment_id)).b as commitment_id
    from commitment_days
    where ($kind is null or kind = $kind) and signed_on <= forced_on and year(signed_on) >= $since
    group by kind
),
placed as materialized (
    select c.row_id, n.* from current_rows c join counted n using (commitment_id)
)
select n.* exclude (commitment_id, row_id), n.commitment_id as example_id, c.parties, c.instrument, c.evidence_text, c.url
from placed n
join current_rows c using (row_id)
order by n.median_days, n.kind
