-- On which commitments do documents contradict each other?
-- Parameter: actor actor or any = any (whose commitments)
-- Parameter: limit limit = 200 (most rows)
with pairs as materialized (
    from contradiction_pairs where $actor is null
        or commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role = 'party')
),
shown as materialized (  -- at least as many as are asked for: every commitment among them has a pair
    select distinct * exclude (link)  -- the same pair by two links is one
    from pairs where commitment_id in (select distinct commitment_id from pairs order by commitment_id limit $limit)
),
found as materialized (
    select rowid as place from mentions
    where mention_id in (select mention_id_a from shown union select mention_id_b from shown)
),
papers as materialized (
    select rowid as place from documents
    where document_id in (select document_id from mentions where rowid in (from found))
),
told as materialized (
    from mentions_told where row_id in (from found) and document_row_id in (from papers)
),
placed as materialized (select row_id from current_rows where commitment_id in (select commitment_id from shown))
select
    p.commitment_id, c.kind, c.parties, p.field,
    case p.field when 'standing' then a.standing when 'due' then a.due else a.quantity end as value_a,
    a.published_on as published_on_a, a.reliability_grade as grade_a, a.voice as voice_a,
    a.evidence_text as evidence_a, a.url as url_a, p.mention_id_a,
    case p.field when 'standing' then b.standing when 'due' then b.due else b.quantity end as value_b,
    b.published_on as published_on_b, b.reliability_grade as grade_b, b.voice as voice_b,
    b.evidence_text as evidence_b, b.url as url_b, p.mention_id_b,
    p.decided_by, p.reason
from shown p
join (select commitment_id, kind, parties from current_rows where row_id in (from placed)) c using (commitment_id)
join told a on a.mention_id = p.mention_id_a
join told b on b.mention_id = p.mention_id_b
order by p.commitment_id, p.field, b.published_on, p.mention_id_a, p.mention_id_b
limit $limit
