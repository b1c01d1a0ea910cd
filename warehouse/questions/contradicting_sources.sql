-- Which sources contradict each other, on how many commitments, and which of them is the more reliable?
-- Parameter: source source or any = any (one of the two)
-- Parameter: limit limit = 200 (most rows)
with pairs as materialized (
    select p.* from contradiction_pairs p semi join current_rows c using (commitment_id)
),
origins as materialized (
    select m.mention_id, d.source_id
    from mentions m
    join documents d using (document_id)
    where m.mention_id in (select mention_id_a from pairs union select mention_id_b from pairs)
),
counted as materialized (
    select a.source_id as source_a, b.source_id as source_b, count(*) as contradictions_count,
        count(distinct p.commitment_id) as commitments_count, list_sort(list_distinct(list(p.field))) as fields,
        min(struct_pack(id := p.commitment_id, a := p.mention_id_a, b := p.mention_id_b)) as example
    from pairs p
    join origins a on a.mention_id = p.mention_id_a
    join origins b on b.mention_id = p.mention_id_b
    where $source is null or $source in (a.source_id, b.source_id)
    group by a.source_id, b.source_id
    order by contradictions_count desc, source_a, source_b
    limit $limit
),
told as materialized (
    from mentions_told where mention_id in (select example.a from counted union select example.b from counted)
)
select n.source_a, a.reliability_grade as grade_a, n.source_b, b.reliability_grade as grade_b, n.contradictions_count,
    n.commitments_count, n.fields, n.example.id as example_id, a.evidence_text as evidence_a, a.url as url_a,
    b.evidence_text as evidence_b, b.url as url_b
from counted n
join told a on a.mention_id = n.example.a
join told b on b.mention_id = n.example.b
order by n.contradictions_count desc, n.source_a, n.source_b
