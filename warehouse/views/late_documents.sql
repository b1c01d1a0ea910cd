-- Documents that count in no trend: those of a source that was added later and has not been back-filled
-- (`sources.trends_from` is null), and those from before the day back to which it was.
select d.document_id, d.source_id, d.published_on
from documents d
join sources s using (source_id)
where (s.trends_from is null or s.trends_from > date '1900-01-01') and coalesce(d.published_on < s.trends_from, true)
