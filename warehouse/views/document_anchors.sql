-- Where the pages and numbered paragraphs of each document begin: offsets into its text, for citations.
select
    document_id,
    split_part(anchor, ':', 1) as kind,
    split_part(anchor, ':', 2) as number,
    cast(split_part(anchor, ':', 3) as integer) as start_offset
from (select document_id, unnest(anchors) as anchor from documents)
order by document_id, start_offset, kind;
