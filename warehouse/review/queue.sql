-- Which commitments should a person look at first, and why?
-- Parameter: kind kind or any = any (what is promised)
-- Parameter: actor actor or any = any (who is a party or a counterpart)
-- Parameter: source source or any = any (whose text proves it best)
-- Parameter: commitment commitment or any = any (this one alone)
-- Parameter: limit limit = 20 (most rows)
with top as (
    select * from review_queue
    where ($kind is null or kind = $kind)
        and ($actor is null or list_contains(parties, $actor) or list_contains(counterparts, $actor))
        and ($source is null or source_id = $source)
        and ($commitment is null or commitment_id = $commitment)
    order by score desc, commitment_id
    limit $limit
)
select
    t.score, t.commitment_id, t.kind, t.parties, t.counterparts, t.standing,
    list_filter([
        'confidence ' || printf('%.2f', t.confidence),
        if(t.is_disputed, 'documents contradict each other', null),
        if(t.alike_id is not null, 'may be the same as ' || t.alike_id, null),
        if(t.tier = 'weak', 'actors or standing guessed', null),
        if(t.is_first_of_kind, 'nothing of its kind was judged yet', null),
        if(t.is_first_of_source, 'nothing of its source was judged yet', null),
        if(t.documents_count > 1, t.documents_count || ' documents', null),
        if(t.is_binding, 'binds', null),
        if(t.is_due_soon, 'due within 90 days', null),
        if(t.is_overdue, 'overdue', null)
    ], lambda reason: reason is not null) as reasons,
    c.evidence_text
from top t
join commitments c on c.commitment_id = t.commitment_id and c.recorded_to is null
order by t.score desc, t.commitment_id
