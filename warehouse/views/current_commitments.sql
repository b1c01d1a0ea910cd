-- Every commitment as we know it now, with one sentence that proves it; what a reviewer rejected is left out.
-- `delivery_now` is its delivery, or `overdue_without_evidence` where it binds, its time has passed, and nothing says
-- that all of it was done.
select
    c.*,
    case
        when c.delivery in ('not_assessed', 'under_way', 'delivered_in_part')
            and c.standing in ('agreed', 'planned', 'under_way')
            and not (c.standing = 'under_way' and coalesce(k.is_done_when_begun, false))
            and c.due_end_on < (select latest_on from latest_moment)
        then 'overdue_without_evidence'
        else c.delivery
    end as delivery_now,
    s.reliability_grade
from current_rows c
left join sources s using (source_id)
left join kinds k using (kind)
