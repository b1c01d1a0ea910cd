-- Which sources contradict each other, on how many commitments, and which of them is the more reliable?
-- Parameter: source source or any = any (one of the two)
-- Parameter: limit limit = 200 (most rows)
with told as (
    select x.commitment_id, x.field, x.value_a, x.value_b, x.evidence_a, x.evidence_b, x.url_a, x.url_b,
        a.source_id as source_a, b.source_id as source_b
    from contradictions x
    join mentions ma on ma.mention_id = x.mention_id_a
    join documents a on a.document_id = ma.document_id
    join mentions mb on mb.mention_id = x.mention_id_b
    join documents b on b.document_id = mb.document_id
)
select t.source_a, sa.reliability_grade as grade_a, t.source_b, sb.reliability_grade as grade_b,
    count(*) as contradictions_count, count(distinct t.commitment_id) as commitments_count,
    list_sort(list_distinct(list(t.field))) as fields, min(t.commitment_id) as example_id,
    arg_min(t.evidence_a, t.commitment_id) as evidence_a, arg_min(t.url_a, t.commitment_id) as url_a,
    arg_min(t.evidence_b, t.commitment_id) as evidence_b, arg_min(t.url_b, t.commitment_id) as url_b
from told t
left join sources sa on sa.source_id = t.source_a
left join sources sb on sb.source_id = t.source_b
where $source is null or $source in (t.source_a, t.source_b)
group by all
order by contradictions_count desc, t.source_a, t.source_b
limit $limit
