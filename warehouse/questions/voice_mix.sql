-- On whose word do we know it, by kind: official documents, officials quoted or reported, the press, analysts?
-- Parameter: kind kind or any = any (what is promised)
with counted as materialized (
    select kind, voice, cast(sum(mentions_count) as bigint) as mentions_count, min(example_id) as example_id
    from mentions_by_voice
    where $kind is null or kind = $kind
    group by kind, voice
),
found as materialized (
    select rowid as row_place from mentions where mention_id in (select example_id from counted)
),
said as materialized (
    select mention_id, document_id, evidence_text from mentions where rowid in (from found)
),
papers as materialized (select rowid as place from documents where document_id in (select document_id from said)),
printed as materialized (select document_id, title, url from documents where rowid in (from papers))
select n.kind, n.voice, n.mentions_count,
    round(100.0 * n.mentions_count / sum(n.mentions_count) over (partition by n.kind), 1) as share_pct, n.example_id,
    m.evidence_text, d.title, d.url
from counted n
join said m on m.mention_id = n.example_id
join printed d using (document_id)
order by n.kind, n.mentions_count desc, n.voice
