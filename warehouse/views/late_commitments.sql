-- Current commitments that a document speaks of which counts in no trend, and when a document that counts first spoke of
-- them; null where only a source speaks of them which was added later and not back-filled.
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
select l.commitment_id, t.first_seen_on
from told_late l
left join told_also t using (commitment_id)
