-- On which commitments do documents contradict each other?
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: limit limit = 200 (most rows)
with pairs as materialized (
    select p.*, c.kind, c.parties
    from contradiction_pairs p
    join current_rows c using (commitment_id)
    where $actor is null or list_contains(c.parties, $actor)
),
shown as materialized (  -- at least as many as are asked for: every commitment among them has a pair
    from pairs where commitment_id in (select distinct commitment_id from pairs order by commitment_id limit $limit)
),
told as materialized (
    from mentions_told where mention_id in (select mention_id_a from shown union select mention_id_b from shown)
)
select
    p.commitment_id, p.kind, p.parties, p.field,
    case p.field when 'standing' then a.standing when 'due' then a.due else a.quantity end as value_a,
    a.published_on as published_on_a, a.reliability_grade as grade_a, a.voice as voice_a,
    a.evidence_text as evidence_a, a.url as url_a, p.mention_id_a,
    case p.field when 'standing' then b.standing when 'due' then b.due else b.quantity end as value_b,
    b.published_on as published_on_b, b.reliability_grade as grade_b, b.voice as voice_b,
    b.evidence_text as evidence_b, b.url as url_b, p.mention_id_b,
    p.decided_by, p.reason
from shown p
join told a on a.mention_id = p.mention_id_a
join told b on b.mention_id = p.mention_id_b
order by p.commitment_id, p.field, b.published_on, p.mention_id_a, p.mention_id_b
limit $limit
