-- Who reported each commitment of an actor first, and how many days before the second source?
-- Parameter: actor actor = JPN (whose commitments)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 50 (most rows, the commitments that were read of last)
with recent as materialized (
    select commitment_id, kind, parties, last_seen_on
    from current_rows
    where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
        and ($kind is null or kind = $kind)
    order by last_seen_on desc, commitment_id
    limit $limit
),
told as materialized (
    select rowid as place from commitment_evidence where commitment_id in (select commitment_id from recent)
),
proofs as materialized (
    select commitment_id, mention_id from commitment_evidence where rowid in (from told) and is_independent
),
found as materialized (select rowid as place from mentions where mention_id in (select mention_id from proofs)),
words as materialized (
    select mention_id, document_id, evidence_text from mentions where rowid in (from found)
),
papers as materialized (select rowid as place from documents where document_id in (select document_id from words)),
printed as materialized (
    select document_id, source_id, published_on, title, url from documents where rowid in (from papers)
),
said as materialized (
    select p.commitment_id, d.source_id, d.published_on, d.title, d.url, w.mention_id, w.evidence_text
    from proofs p
    join words w using (mention_id)
    join printed d using (document_id)
),
firsts as (
    select commitment_id, min(struct_pack(a := published_on, b := mention_id)).b as mention_id
    from said
    group by commitment_id
),
first_words as (select s.* from said s semi join firsts using (mention_id)),
seconds as (
    select s.commitment_id, min(s.published_on) as second_on
    from said s
    join first_words f on f.commitment_id = s.commitment_id and f.source_id <> s.source_id
    group by s.commitment_id
)
select f.published_on as reported_on, f.source_id as first_source_id,
    date_diff('day', f.published_on, s.second_on) as days_ahead, s.second_on, f.commitment_id, r.kind, r.parties,
    f.evidence_text, f.title, f.url
from first_words f
join recent r using (commitment_id)
left join seconds s using (commitment_id)
order by r.last_seen_on desc, f.commitment_id
