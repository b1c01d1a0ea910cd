-- How many days pass between signing and entry into force, by kind? Counted where texts show both; the days are those
-- on which it was first read of, or the days that the texts themselves give.
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: since year = 2014 (signed in this year or later)
with steps as (
    select commitment_id, min(changed_on) filter (new_value = 'agreed') as agreed_on,
        min(changed_on) filter (new_value = 'in_force') as in_force_on
    from commitment_history
    where field = 'standing' and recorded_to is null and new_value in ('agreed', 'in_force')
    group by commitment_id
    having agreed_on is not null and in_force_on is not null
),
timed as (
    select c.row_id, c.commitment_id, c.kind, least(s.agreed_on, c.announced_start_on) as signed_on,
        coalesce(c.effective_start_on, s.in_force_on) as forced_on
    from steps s
    join current_rows c using (commitment_id)
    where $kind is null or c.kind = $kind
),
counted as materialized (
    select kind, count(*) as commitments_count, median(date_diff('day', signed_on, forced_on)) as median_days,
        min(date_diff('day', signed_on, forced_on)) as fewest_days,
        max(date_diff('day', signed_on, forced_on)) as most_days,
        max(struct_pack(a := forced_on, b := commitment_id, c := row_id)).c as row_id
    from timed
    where signed_on <= forced_on and year(signed_on) >= $since
    group by kind
)
select n.* exclude (row_id), c.commitment_id as example_id, c.parties, c.instrument, c.evidence_text, c.url
from counted n
join current_rows c using (row_id)
order by n.median_days, n.kind
