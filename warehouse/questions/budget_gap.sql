-- Who keeps its budget pledge, who lags, and by how much? Progress is met, missed, on_track, off_track, open,
-- no_figures, backdated or not_comparable.
-- Parameter: progress met|missed|on_track|off_track|open|no_figures|backdated|not_comparable or any = any (how far it is)
-- Parameter: pledged_by actor or any = any (the state or group that pledged)
-- Parameter: limit limit = 200 (most rows)
select country_id, pledged_by, pledge_pct, due_year, series, latest_year, actual_pct, gap_pct_points, years_to_go,
    needed_pct_points_a_year, pace_pct_points_a_year, straight_line_pct, progress, scope, standing,
    commitment_id, evidence_text, url
from budget_share_gap
where ($progress is null or progress = $progress) and ($pledged_by is null or pledged_by = $pledged_by)
order by gap_pct_points desc nulls last, country_id, commitment_id, series
limit $limit
