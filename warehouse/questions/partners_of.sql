-- With whom does an actor work, in what, and how binding is it?
-- Parameter: actor = JPN (an actor)
-- Parameter: kind = any (a kind of the record contract)
select if(m.actor_a = upper($actor), m.actor_b, m.actor_a) as partner, a.name as partner_name, m.kind,
    m.commitments_count,
    m.binding_count, m.planned_count, m.discussed_count, m.ended_count, m.last_seen_on, m.evidence_text, m.url
from cooperation_matrix m
left join actors a on a.actor_id = if(m.actor_a = upper($actor), m.actor_b, m.actor_a)
where upper($actor) in (m.actor_a, m.actor_b) and ($kind = 'any' or m.kind = $kind)
order by m.commitments_count desc, partner, m.kind
