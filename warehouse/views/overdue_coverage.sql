-- How much was read about the parties of every overdue commitment since it fell due: documents with a record of at least
-- one of them (near-duplicates once), from how many sources, the latest of them. Where that is little, silence about the
-- commitment says nothing.
with named as (
    select distinct document_id, unnest(list_concat(parties, counterparts)) as actor_id from mentions
),
read as (
    select o.commitment_id, d.document_id, d.source_id, d.published_on
    from overdue_commitments o
    join commitment_parties p on p.commitment_id = o.commitment_id and p.role = 'party'
    join named n on n.actor_id = p.actor_id
    join documents d on d.document_id = n.document_id
    where d.published_on > o.due_end_on and coalesce(d.duplicate_of, d.superseded_by) is null
)
select
    o.commitment_id, o.kind, o.parties, o.due_end_on, o.days_overdue, o.last_seen_on, o.documents_since,
    count(distinct r.document_id) as documents_about_parties, count(distinct r.source_id) as sources_count,
    max(r.published_on) as parties_last_read_on
from overdue_commitments o
left join read r on r.commitment_id = o.commitment_id
group by all
order by o.days_overdue desc, o.commitment_id
