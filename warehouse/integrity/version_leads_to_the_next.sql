-- A replaced version leads to the next one of its document, and an independence group is named after a document that is
-- there.
-- Remedy: mend the search for versions and copies: what is replaced counts in no commitment
-- Table: documents
with led as (
    from documents where superseded_by is not null or independence_group <> document_id
),
known as materialized (
    select document_id, version, series_id from documents
    where document_id in (select superseded_by from led union select independence_group from led)
)
select d.document_id, d.version, d.superseded_by, d.independence_group, n.version as next_version
from led d
left join known n on n.document_id = d.superseded_by
where (d.superseded_by is not null and (n.version = d.version + 1 and n.series_id = d.series_id) is not true)
    or d.independence_group not in (select document_id from known)
order by d.document_id
