-- Which sources contradict each other, on how many commitments, and which of them is the more reliable?
-- Parameter: source source or any = any (one of the two)
-- Parameter: limit limit = 200 (most rows)
with counted as materialized (
    select source_id_a as source_a, source_id_b as source_b, count(*) as contradictions_count,
        count(distinct commitment_id) as commitments_count, list_sort(list_distinct(list(field))) as fields,
        min(struct_pack(id := commitment_id, a := mention_id_a, b := mention_id_b)) as example
    from (  -- the same pair by two links is one
        select distinct * exclude (link)
        from contradiction_pairs where $source is null or $source in (source_id_a, source_id_b)
    )
    group by source_id_a, source_id_b
    order by contradictions_count desc, source_a, source_b
    limit $limit
),
found as materialized (
    select rowid as place from mentions
    where mention_id in (select example.a from counted union select example.b from counted)
),
said as materialized (
    select mention_id, document_id, evidence_text from mentions where rowid in (from found)
),
papers as materialized (select rowid as place from documents where document_id in (select document_id from said)),
printed as materialized (select document_id, source_id, url from documents where rowid in (from papers)),
told as (
    select m.mention_id, m.evidence_text, d.url, s.reliability_grade
    from said m
    join printed d using (document_id)
    left join sources s using (source_id)
)
select n.source_a, a.reliability_grade as grade_a, n.source_b, b.reliability_grade as grade_b, n.contradictions_count,
    n.commitments_count, n.fields, n.example.id as example_id, a.evidence_text as evidence_a, a.url as url_a,
    b.evidence_text as evidence_b, b.url as url_b
from counted n
join told a on a.mention_id = n.example.a
join told b on b.mention_id = n.example.b
order by n.contradictions_count desc, n.source_a, n.source_b
