-- How did the standing of an actor's commitments change, step by step, and which document brought each step?
-- Parameter: actor actor = JPN (an actor)
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: limit limit = 200 (most rows)
with steps as (
    select h.*, lead(h.changed_on) over (partition by h.commitment_id order by h.step) as until_on
    from commitment_history h
    where h.field = 'standing' and h.recorded_to is null and h.commitment_id in (
        select commitment_id from commitment_parties where actor_id = $actor and role <> 'host'
    )
),
chosen as materialized (
    select s.*, c.row_id
    from steps s
    join current_rows c using (commitment_id)
    where $kind is null or c.kind = $kind
    order by s.changed_on desc, s.commitment_id, s.step
    limit $limit
),
found as materialized (select rowid as place from mentions where mention_id in (select mention_id from chosen)),
said as materialized (
    select mention_id, document_id, act, evidence_text from mentions where rowid in (from found)
),
papers as materialized (select rowid as place from documents where document_id in (select document_id from said)),
printed as materialized (select document_id, url from documents where rowid in (from papers))
select n.changed_on as from_on, n.until_on, n.commitment_id, c.kind, c.parties, c.counterparts,
    n.old_value as old_standing, n.new_value as standing, m.act, m.evidence_text, d.url
from chosen n
join current_rows c using (row_id)
left join said m on m.mention_id = n.mention_id
left join printed d on d.document_id = m.document_id
order by n.changed_on desc, n.commitment_id, n.step
