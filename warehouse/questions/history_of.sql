-- How did one commitment come to stand as it does: every step with its day, its words and its source?
-- Parameter: commitment commitment or busiest = busiest (its id, as every answer shows it; the one told of most)
with chosen as (
    select coalesce($commitment, (
        select commitment_id
        from commitments
        where recorded_to is null
        order by documents_count desc, mentions_count desc, commitment_id
        limit 1
    )) as commitment_id
)
select h.step, h.field, h.old_value, h.new_value, h.changed_on, h.recorded_from, h.recorded_to, h.commitment_id,
    h.mention_id, m.act, m.voice, m.evidence_text, d.source_id, d.title, d.url
from commitment_history h
left join mentions m using (mention_id)
left join documents d using (document_id)
where h.commitment_id in (
    select commitment_id from chosen
    union all
    select a.commitment_id from commitment_aliases a join chosen on chosen.commitment_id = a.alias_id
)
order by h.step, h.recorded_from
