-- How did the standing of an actor's commitments change, step by step, and which document brought each step?
-- Parameter: actor actor = JPN (an actor)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with own as (
    select commitment_id, row_id
    from current_rows
    where commitment_id in (select commitment_id from commitment_parties where actor_id = $actor and role <> 'host')
        and ($kind is null or kind = $kind)
),
chosen as materialized (
    select h.rowid as place, commitment_id, h.step, h.changed_on, own.row_id
    from commitment_history h
    join own using (commitment_id)
    where h.field = 'standing' and h.recorded_to is null
    order by h.changed_on desc, commitment_id, h.step
    limit $limit
),
brought as materialized (
    select h.*, n.row_id from commitment_history h join chosen n on n.place = h.rowid
),
told as materialized (
    select rowid as place from commitment_history where commitment_id in (select commitment_id from chosen)
),
steps as materialized (
    select commitment_id, step, lead(changed_on) over (partition by commitment_id order by step) as until_on
    from commitment_history
    where rowid in (from told) and field = 'standing' and recorded_to is null
),
found as materialized (select rowid as place from mentions where mention_id in (select mention_id from brought)),
said as materialized (
    select mention_id, document_id, act, evidence_text from mentions where rowid in (from found)
),
papers as materialized (select rowid as place from documents where document_id in (select document_id from said)),
printed as materialized (select document_id, url from documents where rowid in (from papers))
select n.changed_on as from_on, s.until_on, n.commitment_id, c.kind, c.parties, c.counterparts,
    n.old_value as old_standing, n.new_value as standing, m.act, m.evidence_text, d.url
from brought n
join steps s using (commitment_id, step)
join current_rows c using (row_id)
left join said m on m.mention_id = n.mention_id
left join printed d on d.document_id = m.document_id
order by n.changed_on desc, n.commitment_id, n.step
