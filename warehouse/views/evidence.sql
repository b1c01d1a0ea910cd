-- Every mention of every current commitment, as reviewers corrected it, with its sentence, its offsets in the document's text, the document and
-- its address, the hash of the snapshot, and the source with its reliability grade and licence.
select
    c.commitment_id, c.kind, c.parties, c.counterparts, c.standing,
    m.mention_id, m.standing as mention_standing, m.act, m.voice, m.speaker,
    m.quantity_value, m.quantity_value_max, m.quantity_unit, m.due_start_on, m.due_end_on,
    m.evidence_text, m.evidence_start, m.evidence_end, m.confidence, m.tier, m.rule_id, m.extractor_version,
    e.is_independent,
    d.document_id, d.title, d.url, d.published_on, d.duplicate_of, d.independence_group, d.version, d.fetch_id, d.sha256, d.retrieved_at,
    d.source_id, s.title as source_title, s.is_official, s.reliability_grade, s.licence
from commitments c
join commitment_evidence e using (commitment_id)
join corrected_mentions m on m.mention_id = e.mention_id
join documents d on d.document_id = m.document_id
left join sources s on s.source_id = d.source_id
where c.recorded_to is null
