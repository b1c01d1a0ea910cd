-- Defence spending as a share of GDP, country by year, as we would have answered at a moment: the real share from the
-- indicators (one row a series, latest vintage) beside the share that texts say was reached, and the binding pledge
-- that had been made by that year and falls due next, the highest of several, with its sentence; one without a date
-- comes last. A pledge whose share counts more than defence, or something else, is left out. Years without a figure
-- appear where a pledge falls due in them.
-- Parameter: moment
with proofs as not materialized (  -- by id, for few are shown and sentences are long
    select commitment_id, evidence_text, url
    from commitments
    where kind = 'budget_share' and recorded_from <= cast(moment as timestamptz)
        and (recorded_to is null or recorded_to > cast(moment as timestamptz))
)
select
    n.country_id, n.country_name, n.year, n.series, n.vintage, n.actual_pct, n.change_pct_points, n.is_estimate,
    n.is_highly_uncertain, n.pledge_pct, n.pledge_qualifier, n.pledge_due_on, n.pledge_due_year, n.pledged_by,
    n.pledge_standing, n.gap_pct_points, n.pledges_count, n.pledge_ids,
    n.pledge_id, p.evidence_text as pledge_evidence, p.url as pledge_url,
    n.stated_pct, n.stated_id, s.evidence_text as stated_evidence, s.url as stated_url
from budget_share_trend_rows_as_of(moment) n
left join proofs p on p.commitment_id = n.pledge_id
left join proofs s on s.commitment_id = n.stated_id
order by n.country_id, n.year, n.series
