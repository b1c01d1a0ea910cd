-- Commitments that nobody has reviewed, those first of which a decision would change most: `score` is how far a
-- commitment reaches times how doubtful it is, and `reasons` says both in words. It reaches further the more documents
-- tell of it, where it binds, falls due within 90 days or is overdue. It is doubtful by its confidence, where documents
-- contradict each other, where another one looks like it, where its actors or standing were guessed, and where nobody
-- has judged anything of its kind or its source: the first of such a kind or source stands higher.
with judged as (
    select d.target_id, d.commitment_id, c.kind, c.source_id
    from decisions d
    join commitments c on c.commitment_id = d.commitment_id and c.recorded_to is null
    where d.state = 'applied' and d.verdict in ('accept', 'reject', 'correct')
),
disputed as (
    select commitment_id, count(*) as pairs_count from contradictions group by commitment_id
),
open_ones as (
    select
        c.*,
        lag(c.commitment_id) over alike as before_id, lag(c.last_seen_on) over alike as before_seen_on,
        lag(c.instrument) over alike as before_instrument, lag(c.quantity_value) over alike as before_value
    from current_commitments c
    window alike as (
        partition by c.kind, list_sort(list_concat(c.parties, c.counterparts)) order by c.first_seen_on, c.commitment_id
    )
),
weighed as (
    select
        o.*, coalesce(d.pairs_count, 0) as pairs_count,
        o.before_id is not null and date_diff('day', o.before_seen_on, o.first_seen_on) between 0 and 60
            and coalesce(o.before_instrument = o.instrument, true)
            and coalesce(o.before_value = o.quantity_value, true) as is_alike,
        o.standing in ('agreed', 'planned', 'under_way', 'in_force') as is_binding,
        o.due_end_on between now.latest_on and now.latest_on + 90 as is_due_soon,
        o.delivery_now = 'overdue_without_evidence' as is_overdue,
        o.kind not in (select kind from judged) as is_new_kind,
        o.source_id not in (select source_id from judged where source_id is not null) as is_new_source
    from open_ones o
    left join disputed d using (commitment_id)
    cross join latest_moment now
    where not exists (
        from judged j
        where j.commitment_id = o.commitment_id and (j.target_id like 'c-%' or j.target_id = o.mention_id)
    )
),
scored as (
    select
        *, 1 + ln(documents_count) + is_binding::int + coalesce(is_due_soon, false)::int + is_overdue::int as reach,
        1 - confidence + 0.5 * (pairs_count > 0)::int + 0.3 * is_alike::int + 0.2 * (tier = 'weak')::int as doubt
    from weighed
),
ranked as (
    select
        *,
        is_new_kind and row_number() over (partition by kind order by reach * doubt desc, commitment_id) = 1
            as is_first_of_kind,
        is_new_source and row_number() over (partition by source_id order by reach * doubt desc, commitment_id) = 1
            as is_first_of_source
    from scored
)
select
    commitment_id, kind, parties, counterparts, standing, instrument, confidence, tier, documents_count, mention_id,
    source_id, evidence_text,
    round(reach * (doubt + 0.2 * is_first_of_kind::int + 0.2 * is_first_of_source::int), 2) as score,
    list_filter([
        'confidence ' || printf('%.2f', confidence),
        case when tier = 'weak' then 'actors or standing guessed' end,
        case when pairs_count > 0 then 'documents contradict each other' end,
        case when is_alike then 'may be the same as ' || before_id end,
        case when is_first_of_kind then 'nothing of its kind was judged yet' end,
        case when is_first_of_source then 'nothing of its source was judged yet' end,
        case when documents_count > 1 then documents_count || ' documents' end,
        case when is_binding then 'binds' end,
        case when is_due_soon then 'due within 90 days' end,
        case when is_overdue then 'overdue' end
    ], lambda reason: reason is not null) as reasons
from ranked
order by score desc, commitment_id
