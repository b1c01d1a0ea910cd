-- Current commitments that count in trends, and when a document that counts first spoke of them. A commitment that only
-- a source speaks of which was added later and not back-filled counts in none: it would look like a rise.
with told_late as (
    select distinct e.commitment_id
    from commitment_evidence e
    join mentions m using (mention_id)
    where m.document_id in (select document_id from late_documents)
),
told_also as (
    select e.commitment_id, min(d.published_on) as first_seen_on
    from commitment_evidence e
    join mentions m using (mention_id)
    join documents d using (document_id)
    where e.commitment_id in (from told_late) and d.document_id not in (select document_id from late_documents)
    group by all
)
select commitment_id, first_seen_on from current_rows where commitment_id not in (from told_late)
union all
select commitment_id, t.first_seen_on from told_also t semi join current_rows using (commitment_id)
