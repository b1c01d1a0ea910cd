-- The two mentions of every contradiction, without what they say: see contradictions, which shows it. Commitments are
-- compared by a hash of block, object and actors, or of organisation, kind and object: strings of them would be long.
with stated as (
    select
        commitment_id, kind, block_id, parties, counterparts, standing, last_seen_on, mention_id,
        coalesce(quantity_value || quantity_unit, instrument) as object
    from current_rows
    where standing in ('in_force', 'under_way', 'completed', 'agreed', 'planned', 'denied')
        and (quantity_unit is not null or instrument is not null)
),
denied as (
    from stated where standing = 'denied'
),
opposed as (
    select
        mention_id, last_seen_on, hash(block_id, object, list_sort(list_concat(parties, counterparts))) as link
    from denied
    union all
    select d.mention_id, d.last_seen_on, hash(m.organisation_id, d.kind, d.object)
    from (select *, unnest(parties) as member_id from denied) d
    join actor_memberships m
        on m.member_id = d.member_id and m.joined_on <= d.last_seen_on
        and (m.left_on is null or m.left_on >= d.last_seen_on)
),
affirmed as (
    select link, last_seen_on, min(commitment_id) as commitment_id, arg_min(mention_id, commitment_id) as mention_id
    from (
        select
            commitment_id, mention_id, last_seen_on,
            hash(block_id, object, list_sort(list_concat(parties, counterparts))) as link
        from stated where standing <> 'denied' and block_id in (select block_id from denied)
        union all
        select commitment_id, mention_id, last_seen_on, hash(organisation, kind, object)
        from (select *, unnest(parties) as organisation from stated where standing <> 'denied')
        where organisation in (select organisation_id from actor_memberships)
    )
    where link in (select link from opposed)
    group by link, last_seen_on
),
denials as (
    select o.mention_id as denying_id, a.commitment_id as affirmed_id, a.mention_id as affirming_id
    from opposed o
    asof join affirmed a on a.link = o.link and o.last_seen_on >= a.last_seen_on
    where date_diff('day', a.last_seen_on, o.last_seen_on) <= 365
    union
    select o.mention_id, a.commitment_id, a.mention_id
    from opposed o
    asof join affirmed a on a.link = o.link and o.last_seen_on < a.last_seen_on
    where date_diff('day', o.last_seen_on, a.last_seen_on) <= 365
)
select
    commitment_id, contradicts_in as field, contradicts_id as mention_id_a, mention_id as mention_id_b,
    case when reading in ('contradiction', 'outweighed') then contradicts_id else mention_id end as decided_by,
    case reading when 'contradiction' then 'already_binds' when 'outweighed' then 'better_source'
        else 'newer' end as reason
from commitment_evidence
where contradicts_id is not null
union all
select affirmed_id, 'standing', affirming_id, denying_id, null, 'both_stand' from denials
