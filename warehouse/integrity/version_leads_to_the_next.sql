-- A replaced version leads to the next one of its document, and an independence group is named after a document that is
-- there.
-- Remedy: mend the search for versions and copies: what is replaced counts in no commitment
-- Table: documents
select d.document_id, d.version, d.superseded_by, d.independence_group, n.version as next_version
from documents d
left join documents n on n.document_id = d.superseded_by
where (d.superseded_by is not null and (n.version = d.version + 1 and n.series_id = d.series_id) is not true)
    or d.independence_group not in (select document_id from documents)
order by d.document_id
