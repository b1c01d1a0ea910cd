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
),
steps as materialized (
    select *
    from commitment_history
    where commitment_id in (
        select commitment_id from chosen
        union all
        select a.commitment_id from commitment_aliases a join chosen on chosen.commitment_id = a.alias_id
    )
),
found as materialized (select rowid as place from mentions where mention_id in (select mention_id from steps)),
said as materialized (
    select mention_id, document_id, act, voice, evidence_text from mentions where rowid in (from found)
),
papers as materialized (select rowid as place from documents where document_id in (select document_id from said)),
printed as materialized (select document_id, source_id, title, url from documents where rowid in (from papers))
select h.step, h.field, h.old_value, h.new_value, h.changed_on, h.recorded_from, h.recorded_to, h.commitment_id,
    h.mention_id, m.act, m.voice, m.evidence_text, d.source_id, d.title, d.url
from steps h
left join said m using (mention_id)
left join printed d using (document_id)
order by h.step, h.recorded_from
