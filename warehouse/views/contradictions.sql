-- Documents that contradict each other on one commitment: one denies what another affirms, or they give different
-- amounts or different times, and neither says that it changes them. Both sides are shown, with their sentences, the
-- grades of their sources and their voices. `decided_by` is the mention whose word stands, and `reason` says why:
--   newer          it is the later of two, and its source is not clearly worse
--   better_source  an official said so a short time before, and the other source or voice is clearly worse
--   already_binds  a denial does not undo what is in force, under way or done
--   both_stand     two commitments: an actor, or a member of a group, denies what the other affirms; none is decided.
--                  Shown with the latest affirmation before it and the first after it, within a year
-- The rules: docs/policy.md. Near-duplicates are left out.
select
    p.commitment_id, c.kind, c.parties, p.field,
    case p.field when 'standing' then a.standing when 'due' then a.due else a.quantity end as value_a,
    a.published_on as published_on_a, a.reliability_grade as grade_a, a.voice as voice_a,
    a.evidence_text as evidence_a, a.url as url_a, p.mention_id_a,
    case p.field when 'standing' then b.standing when 'due' then b.due else b.quantity end as value_b,
    b.published_on as published_on_b, b.reliability_grade as grade_b, b.voice as voice_b,
    b.evidence_text as evidence_b, b.url as url_b, p.mention_id_b,
    p.decided_by, p.reason
from (select distinct * exclude (link) from contradiction_pairs) p
join current_commitments c using (commitment_id)
join mentions_told a on a.mention_id = p.mention_id_a
join mentions_told b on b.mention_id = p.mention_id_b
order by p.commitment_id, p.field, b.published_on, p.mention_id_a, p.mention_id_b
