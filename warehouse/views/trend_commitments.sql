-- Current commitments that count in trends, and when a document that counts first spoke of them: see trend_rows.
select commitment_id, first_seen_on from trend_rows
