-- How has a country's defence spending as a share of GDP moved, beside what it had pledged by then?
-- Parameter: country state = JPN (the state)
-- Parameter: since year = 2014 (first year)
with chosen as materialized (
    from budget_share_trend_rows_as_of('infinity') where country_id = $country and year >= $since
),
placed as materialized (
    select row_id from current_rows
    where kind = 'budget_share'
        and commitment_id in (select pledge_id from chosen union select stated_id from chosen)
),
proofs as materialized (
    select commitment_id, evidence_text, url from current_rows where row_id in (from placed)
)
select n.year, n.series, n.actual_pct, n.change_pct_points, n.is_estimate, n.pledge_pct, n.pledged_by, n.pledge_due_on,
    n.gap_pct_points, n.stated_pct, n.pledge_id, p.evidence_text as pledge_evidence, p.url as pledge_url,
    s.evidence_text as stated_evidence, s.url as stated_url
from chosen n
left join proofs p on p.commitment_id = n.pledge_id
left join proofs s on s.commitment_id = n.stated_id
order by n.year, n.series
