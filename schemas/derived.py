"""Tables that are made from the others when a warehouse is built, so that nobody who asks need count it all again.

Each is declared with the statement that makes it. `commitments` and `commitment_history` stand for these tables, or
for their rows of the commitments that a night has touched; `{batches}` for a condition on the batches that it loads.
"""

from dataclasses import dataclass, replace

from schemas.columns import ACTOR_ID, BATCH_ID, COMMITMENT_ID, KIND, MENTION_ID, SOURCE_ID, STANDING
from schemas.contract import Column, Table
from schemas.terms import list_terms


@dataclass(frozen=True, slots=True)
class Derived:
    """A table that is made of others, the statement that makes it, the order of its rows when all are made, and which
    rows of the table are meant where another statement makes the rest."""

    table: Table
    statement: str
    order: str = ""
    within: str = "true"


COMMITMENT_DAYS = Table(
    "commitment_days",
    "When a current commitment came to bind, to be signed, in force and begun: made from its history. Without what a "
    "reviewer rejected.",
    (
        COMMITMENT_ID,
        KIND,
        STANDING,
        Column("delivery", "text", "Whether it was kept.", allowed=list_terms("deliveries")),
        Column("first_seen_on", "date", "Publication day of the earliest evidence."),
        Column("last_seen_on", "date", "Publication day of the latest evidence."),
        Column("agreed_on", "date", "Its first step to agreed, in force, under way or completed.", True),
        Column("begun_on", "date", "Its first step to in force, under way or completed.", True),
        Column("signed_on", "date", "Its first step to agreed, or the day before it that a text gives.", True),
        Column("forced_on", "date", "The day that a text gives, or else its first step to in force.", True),
    ),
    key=("commitment_id",),
    is_exported=False,
)

COMMITMENT_LINKS = Table(
    "commitment_links",
    "By what a commitment can contradict another: the same actors or an organisation of theirs, on the same object.",
    (
        Column("link", "integer", "A hash of block, object and actors, or of organisation, kind and object."),
        COMMITMENT_ID,
        MENTION_ID,
        replace(SOURCE_ID, nullable=True),
        Column("last_seen_on", "date", "Publication day of the latest evidence."),
        Column("is_denial", "boolean", "Whether it denies what the others affirm."),
    ),
    key=("link", "commitment_id"),
    is_exported=False,
)

CONTRADICTION_PAIRS = Table(
    "contradiction_pairs",
    "The two mentions of every contradiction, without what they say, once for each link between the two: the view "
    "`contradictions` shows it.",
    (
        COMMITMENT_ID,
        Column("field", "text", "In what they differ.", allowed=("standing", "quantity", "due")),
        replace(MENTION_ID, name="mention_id_a", description="One mention."),
        replace(MENTION_ID, name="mention_id_b", description="The other."),
        Column("decided_by", "text", "The one whose word stands; null where both do.", True),
        Column("reason", "text", "Why.", allowed=("newer", "better_source", "already_binds", "both_stand")),
        replace(SOURCE_ID, name="source_id_a", description="The source of the one.", nullable=True),
        replace(SOURCE_ID, name="source_id_b", description="The source of the other.", nullable=True),
        Column(
            "link", "integer", "The link (`commitment_links`) by which both are held together; 0 where evidence tells."
        ),
    ),
    key=("commitment_id", "field", "mention_id_a", "mention_id_b", "link"),
    is_exported=False,
)

BUDGET_PLEDGES = Table(
    "budget_pledges",
    "Current budget-share commitments by the states that they bind, without their words: see the view "
    "`budget_share_pledges`.",
    (
        replace(ACTOR_ID, name="country_id", description="The state that is bound."),
        COMMITMENT_ID,
        replace(ACTOR_ID, name="pledged_by", description="The state or the group that pledged."),
        Column("is_group_pledge", "boolean", "Whether it binds the state as a member of a group."),
        STANDING,
        Column("scope", "text", "What its share counts."),
        Column("is_target", "boolean", "Whether it binds and is to be reached.", True),
        Column("is_backdated", "boolean", "Whether it is due before it was announced."),
        Column("pledge_pct", "number", "The share that was pledged.", unit="percent of GDP"),
        Column("qualifier", "text", "How exact.", True, allowed=list_terms("qualifiers")),
        Column("pledged_on", "date", "The first day on which it was more than called for or proposed."),
        Column("due_end_on", "date", "Last day of the time that it is due in.", True),
        Column("due_year", "integer", "The year that it is due in.", True),
    ),
    key=("country_id", "commitment_id", "pledged_by", "scope"),
    is_exported=False,
)

MENTIONS_BY_VOICE = Table(
    "mentions_by_voice",
    "How many mentions of a batch are of a kind and a voice.",
    (
        BATCH_ID,
        KIND,
        Column("voice", "text", "Who stands behind the words.", allowed=list_terms("voices")),
        Column("mentions_count", "integer", "Mentions.", minimum=1),
        replace(MENTION_ID, name="example_id", description="The first of them by its id."),
    ),
    key=("batch_id", "kind", "voice"),
    is_exported=False,
)

DAYS = """
    select c.commitment_id, c.kind, c.standing, c.delivery, c.first_seen_on, c.last_seen_on,
        least(s.signed_on, s.begun_on) as agreed_on, s.begun_on,
        if(s.signed_on is null, null, least(s.signed_on, c.announced_start_on)) as signed_on,
        if(s.forced_on is null, null, coalesce(c.effective_start_on, s.forced_on)) as forced_on
    from commitments c
    left join (
        select commitment_id, min(changed_on) filter (new_value = 'agreed') as signed_on,
            min(changed_on) filter (new_value = 'in_force') as forced_on,
            min(changed_on) filter (new_value <> 'agreed') as begun_on
        from commitment_history
        where field = 'standing' and recorded_to is null
            and new_value in ('agreed', 'in_force', 'under_way', 'completed')
        group by commitment_id
    ) s using (commitment_id)
    where c.recorded_to is null and c.review is distinct from 'rejected'
"""

LINKS = """
    with stated as (
        select commitment_id, mention_id, source_id, last_seen_on, standing = 'denied' as is_denial, kind, block_id,
            parties, counterparts, coalesce(quantity_value || quantity_unit, instrument, '') as object
        from commitments
        where recorded_to is null and review is distinct from 'rejected'
            and standing in ('in_force', 'under_way', 'completed', 'agreed', 'planned', 'denied')
            and (quantity_unit is not null or instrument is not null) and mention_id is not null
    ),
    named as (select *, unnest(parties) as actor_id from stated),
    linked as (
        select *, concat_ws(chr(31), block_id, object,
            array_to_string(list_sort(list_concat(parties, counterparts)), chr(31))) as words
        from stated
        union all by name
        select n.* exclude (actor_id), concat_ws(chr(31), actor_id, kind, object) as words
        from named n
        where not is_denial and actor_id in (select organisation_id from actor_memberships)
        union all by name
        select n.* exclude (actor_id), concat_ws(chr(31), m.organisation_id, kind, object) as words
        from named n
        join actor_memberships m on m.member_id = n.actor_id and m.joined_on <= n.last_seen_on
            and (m.left_on is null or m.left_on >= n.last_seen_on)
        where is_denial
    )
    select distinct cast(md5_number_lower(words) >> 1 as bigint) as link, commitment_id, mention_id, source_id,
        last_seen_on, is_denial
    from linked
"""

TOLD = """
    with told as (
        select commitment_id, contradicts_in, contradicts_id, mention_id, reading
        from commitment_evidence
        where contradicts_id is not null and commitment_id in (
            select commitment_id from commitments where recorded_to is null and review is distinct from 'rejected'
        )
    ),
    said as materialized (
        select mention_id, document_id from mentions
        where mention_id in (select mention_id from told union select contradicts_id from told)
    ),
    printed as materialized (
        select document_id, source_id from documents where document_id in (select document_id from said)
    ),
    sourced as (select mention_id, source_id from said join printed using (document_id))
    select t.commitment_id, t.contradicts_in as field, t.contradicts_id as mention_id_a, t.mention_id as mention_id_b,
        case when t.reading in ('contradiction', 'outweighed') then t.contradicts_id else t.mention_id end
            as decided_by,
        case t.reading when 'contradiction' then 'already_binds' when 'outweighed' then 'better_source'
            else 'newer' end as reason,
        a.source_id as source_id_a, b.source_id as source_id_b, 0 as link
    from told t
    join sourced a on a.mention_id = t.contradicts_id
    join sourced b on b.mention_id = t.mention_id
"""

DENIALS = """
    with opposed as (
        select link, mention_id, source_id, last_seen_on from commitment_links where is_denial and {links}
    ),
    days as (
        select distinct link, last_seen_on from commitment_links
        where not is_denial and link in (select link from opposed)
    ),
    met as materialized (
        select o.link, o.mention_id, o.source_id, d.last_seen_on
        from opposed o
        asof join days d on d.link = o.link and o.last_seen_on >= d.last_seen_on
        where date_diff('day', d.last_seen_on, o.last_seen_on) <= 365
        union
        select o.link, o.mention_id, o.source_id, d.last_seen_on
        from opposed o
        asof join days d on d.link = o.link and o.last_seen_on < d.last_seen_on
        where date_diff('day', o.last_seen_on, d.last_seen_on) <= 365
    ),
    affirmed as (
        select link, last_seen_on, min(struct_pack(a := commitment_id, b := mention_id, c := source_id)) as first
        from commitment_links
        where not is_denial and (link, last_seen_on) in (select (link, last_seen_on) from met)
        group by link, last_seen_on
    )
    select first.a as commitment_id, 'standing' as field, first.b as mention_id_a, mention_id as mention_id_b,
        null as decided_by, 'both_stand' as reason, first.c as source_id_a, source_id as source_id_b, link
    from met join affirmed using (link, last_seen_on)
"""

PLEDGES = """
    select distinct country_id, commitment_id, pledged_by, is_group_pledge, standing, scope, is_target, is_backdated,
        pledge_pct, qualifier, pledged_on, due_end_on, due_year
    from budget_share_pledges_as_of('infinity')
"""

VOICES = """
    select batch_id, kind, voice, count(*) as mentions_count, min(mention_id) as example_id
    from mentions
    where {batches}
    group by all
"""

BY_COMMITMENT = (
    Derived(COMMITMENT_DAYS, DAYS, "kind, last_seen_on"),
    Derived(COMMITMENT_LINKS, LINKS),
    Derived(BUDGET_PLEDGES, PLEDGES, "country_id, pledged_by"),
    Derived(CONTRADICTION_PAIRS, TOLD, "commitment_id", "reason <> 'both_stand'"),
)
"""Of the commitments that a night touches they are made anew."""
BY_DENIAL = Derived(CONTRADICTION_PAIRS, DENIALS, "commitment_id", "reason = 'both_stand'")
"""Made of the links; of those anew that are or were of what a night touches."""
BY_BATCH = (Derived(MENTIONS_BY_VOICE, VOICES, "batch_id, kind, voice"),)
"""Of the batches that a night loads they are made anew."""

TABLES = tuple(dict.fromkeys(derived.table for derived in (*BY_COMMITMENT, BY_DENIAL, *BY_BATCH)))
