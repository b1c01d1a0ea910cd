-- What each current commitment rests on: sentence, source, snapshot; what stands around the sentence only where the
-- licence allows it to be shown.
select
    e.commitment_id, e.mention_id, e.mention_standing, e.act, e.voice, e.speaker, e.evidence_text,
    if(s.is_redistributable, right(d.text[greatest(1, e.evidence_start - 239) : e.evidence_start], 240), null) as before_text,
    if(s.is_redistributable, d.text[e.evidence_end + 1 : e.evidence_end + 240], null) as after_text,
    e.is_independent, e.rule_id, e.confidence, e.tier, e.title, e.url, e.published_on, e.sha256, e.retrieved_at,
    e.source_id, e.source_title, e.is_official, e.reliability_grade, e.licence
from evidence e
join documents d on d.document_id = e.document_id
left join sources s on s.source_id = e.source_id
where e.commitment_id in (
    select unnest($ids::varchar[])
)
order by e.commitment_id, e.published_on, e.mention_id
