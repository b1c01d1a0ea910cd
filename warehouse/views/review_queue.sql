-- Commitments that nobody has reviewed, with how much a decision would change: `score` is how far a commitment reaches
-- times how doubtful it is. It reaches further the more documents tell of it, where it binds, falls due within 90 days
-- or is overdue. It is doubtful by its confidence, where documents contradict each other, where another one looks like
-- it (`alike_id`), where its actors or standing were guessed, and where nobody has judged anything of its kind or its
-- source: the first of such a kind or source stands higher.
with judged as (
    select d.target_id, d.commitment_id, c.kind, c.source_id
    from decisions d
    join commitments c on c.commitment_id = d.commitment_id and c.recorded_to is null
    where d.state = 'applied' and d.verdict in ('accept', 'reject', 'correct')
),
disputed as (
    select distinct commitment_id from commitment_evidence where contradicts_id is not null
),
chained as (
    select
        c.commitment_id, c.kind, c.parties, c.counterparts, c.standing, c.confidence, c.tier, c.documents_count,
        c.source_id, c.mention_id, c.due_end_on, c.delivery_now,
        lag({
            'id': c.commitment_id, 'seen_on': c.last_seen_on, 'instrument': c.instrument, 'value': c.quantity_value
        }) over (partition by c.block_id order by c.first_seen_on, c.commitment_id) as before,
        c.first_seen_on, c.instrument, c.quantity_value
    from current_commitments c
),
weighed as (
    select
        o.* exclude (before, first_seen_on, quantity_value, due_end_on, delivery_now),
        d.commitment_id is not null as is_disputed,
        case when date_diff('day', o.before.seen_on, o.first_seen_on) between 0 and 60
            and coalesce(o.before.instrument = o.instrument, true)
            and coalesce(o.before.value = o.quantity_value, true) then o.before.id end as alike_id,
        o.standing in ('agreed', 'planned', 'under_way', 'in_force') as is_binding,
        coalesce(o.due_end_on between now.latest_on and now.latest_on + 90, false) as is_due_soon,
        o.delivery_now = 'overdue_without_evidence' as is_overdue,
        1 + ln(o.documents_count) + is_binding::int + is_due_soon::int + is_overdue::int as reach,
        1 - o.confidence + 0.5 * is_disputed::int + 0.3 * (alike_id is not null)::int + 0.2 * (o.tier = 'weak')::int
            as doubt
    from chained o
    left join disputed d using (commitment_id)
    cross join latest_moment now
    where not exists (
        from judged j
        where j.commitment_id = o.commitment_id and (j.target_id like 'c-%' or j.target_id = o.mention_id)
    )
),
first_of_kind as (
    select arg_max(commitment_id, (reach * doubt, commitment_id)) as commitment_id
    from weighed where kind not in (select kind from judged) group by kind
),
first_of_source as (
    select arg_max(commitment_id, (reach * doubt, commitment_id)) as commitment_id
    from weighed where source_id not in (select source_id from judged where source_id is not null) group by source_id
)
select
    w.commitment_id, w.kind, w.parties, w.counterparts, w.standing, w.instrument, w.confidence, w.tier,
    w.documents_count, w.source_id, w.is_disputed, w.alike_id, k.commitment_id is not null as is_first_of_kind,
    s.commitment_id is not null as is_first_of_source, w.is_binding, w.is_due_soon, w.is_overdue,
    round(w.reach * (w.doubt + 0.2 * is_first_of_kind::int + 0.2 * is_first_of_source::int), 2) as score
from weighed w
left join first_of_kind k using (commitment_id)
left join first_of_source s on s.commitment_id = w.commitment_id
