-- Lines of information sharing, each with the standings that it had, from when on: what was in force on a day is read as
-- the question lines_in_force_on does.
with steps as (
    select commitment_id, list({'on': changed_on, 'standing': new_value} order by step) as steps
    from commitment_history
    where field = 'standing' and recorded_to is null and changed_on is not null
    group by commitment_id
)
select l.commitment_id, l.members, l.instrument, l.standing, l.since_on, l.due_end_on, l.documents_count,
    coalesce(s.steps, []) as steps, l.evidence_text, l.title, l.url, l.published_on
from information_sharing_lines l
left join steps s using (commitment_id)
order by coalesce(l.since_on, l.first_seen_on) desc, l.commitment_id
limit $lines
