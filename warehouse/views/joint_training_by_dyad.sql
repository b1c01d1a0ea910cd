-- Joint training by pairs of actors: how often the two train together or say that they will, from when to when, by
-- which instruments, with the latest sentence. A group that is named as one is one actor; who only hosts trains with nobody.
with actors_of as (
    select distinct commitment_id, actor_id
    from commitment_parties
    where role <> 'host' and commitment_id in (select commitment_id from joint_training)
),
paired as (
    select a.commitment_id, a.actor_id as actor_a, b.actor_id as actor_b
    from actors_of a
    join actors_of b on b.commitment_id = a.commitment_id and a.actor_id < b.actor_id
)
select
    p.actor_a, p.actor_b, count(*) as exercises_count,
    count(*) filter (t.stage = 'held') as held_count, count(*) filter (t.stage = 'planned') as planned_count,
    min(t.year) as first_year, max(t.year) as last_year,
    list_sort(list_distinct(list(t.instrument) filter (t.instrument is not null))) as instruments,
    list(t.commitment_id order by t.commitment_id) as commitment_ids,
    arg_max(t.evidence_text, struct_pack(a := t.last_seen_on, b := t.commitment_id)) as evidence_text,
    arg_max(t.url, struct_pack(a := t.last_seen_on, b := t.commitment_id)) as url
from paired p
join joint_training t using (commitment_id)
group by p.actor_a, p.actor_b
order by exercises_count desc, p.actor_a, p.actor_b
