-- Who keeps its budget pledge, who lags, and by how much? Progress is met, missed, on_track, off_track, open,
-- no_figures, backdated or not_comparable.
-- Parameter: progress met|missed|on_track|off_track|open|no_figures|backdated|not_comparable or any = any (how far it is)
-- Parameter: pledged_by actor or any = any (the state or group that pledged)
-- Parameter: limit limit = 200 (most rows)
with chosen as materialized (
    select * from budget_gap_rows
    where ($progress is null or progress = $progress) and ($pledged_by is null or pledged_by = $pledged_by)
    order by gap_pct_points desc nulls last, country_id, commitment_id, series
    limit $limit
),
placed as materialized (
    select row_id, commitment_id from current_rows
    where kind = 'budget_share' and commitment_id in (select commitment_id from chosen)
)
select n.country_id, n.pledged_by, n.pledge_pct, n.due_year, n.series, n.latest_year, n.actual_pct, n.gap_pct_points,
    n.years_to_go, n.needed_pct_points_a_year, n.pace_pct_points_a_year, n.straight_line_pct, n.progress, n.scope,
    n.standing, n.commitment_id, c.evidence_text, c.url
from chosen n
join placed p using (commitment_id)
join current_rows c using (row_id)
order by n.gap_pct_points desc nulls last, n.country_id, n.commitment_id, n.series
