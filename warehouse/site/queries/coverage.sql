-- What each source gave, and when it was last heard of.
select source_id, title, is_official, reliability_grade, language, licence, documents_count, duplicates_count,
    mentions_count, commitments_count, rejections_count, documents_with_mention_pct, first_published_on,
    last_published_on, retrieved_at
from source_coverage
order by source_id
