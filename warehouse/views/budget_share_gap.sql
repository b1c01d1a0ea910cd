-- Pledge against real spending: each binding budget-share pledge of each country beside the latest figure of each
-- series, the gap in percentage points, the years to go, the yearly rise that is needed, the one of the last three years
-- in the same vintage, and where a straight line of that pace stands in the year that is due. `progress` is met, missed
-- (the time has passed), on_track or off_track (whether the straight line gets there), open (no time is set),
-- no_figures, backdated (due before it was announced) or not_comparable: the share counts something that the series
-- does not measure (see `scope`), as the 5 percent of NATO and the 1.5 of it that are no defence spending.
select g.*, c.evidence_text, c.title, c.url, c.published_on
from budget_gap_rows g
join current_rows c using (commitment_id)
