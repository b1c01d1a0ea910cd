-- A world made by arithmetic: document k, mention i and commitment c are numbers, and everything that is said of them
-- follows from hashes of these numbers. So no row needs another, any part can be written alone, and the same numbers
-- give the same rows. Mention i stands in document i // 5. Mention 3c is the first of commitment c; the others speak of an
-- earlier commitment, of a recent one more often than of an old one.
create or replace macro part_of(n, salt) as cast(hash(n, salt) % 1000003 as double) / 1000003;
create or replace macro choose(items, n, salt) as items[1 + cast(floor(len(items) * part_of(n, salt)) as bigint)];
create or replace macro choose_early(items, n, salt) as
    items[1 + cast(floor(len(items) * pow(part_of(n, salt), 2.2)) as bigint)];
create or replace macro choose_by_rank(items, n, salt) as
    items[least(len(items), cast(floor(pow(len(items) + 1, part_of(n, salt))) as bigint))];
create or replace macro make_key(letter, n) as letter || '-' || substring(md5(letter || cast(n as varchar)), 1, 20);
create or replace macro day_of(k) as
    date '2014-01-01' + cast(floor(4680.0 * k / getvariable('base_documents')) as integer);
create or replace macro batch_of(k) as 'b-' || lpad(cast(k // getvariable('batch_documents') as varchar), 6, '0');
create or replace macro source_of(k) as choose_by_rank(getvariable('sources'), k, 1);
create or replace macro is_repeat(k) as part_of(k, 2) < 0.06 and k % 2 = 1;

create or replace macro commitment_of(i) as if(
    i % 3 = 0, i // 3, cast(floor((i // 3) * (1 - pow(part_of(i, 3), 4))) as bigint)
);
create or replace macro kind_of(c) as choose_early(getvariable('kinds'), c, 4);
create or replace macro is_alone(kind) as kind in ('budget_share', 'budget_amount', 'capability');
create or replace macro is_one_sided(kind) as kind in ('arms_transfer', 'third_party_support', 'force_deployment');
create or replace macro actor_of(c, place) as choose_by_rank(getvariable('actors'), c, 10 + place);
create or replace macro parties_of(c, kind) as list_sort(list_distinct(case
    when is_alone(kind) or is_one_sided(kind) then [actor_of(c, 1)]
    when part_of(c, 5) < 0.75 then [actor_of(c, 1), actor_of(c, 2)]
    when part_of(c, 5) < 0.92 then [actor_of(c, 1), actor_of(c, 2), actor_of(c, 3)]
    else [actor_of(c, 1), actor_of(c, 2), actor_of(c, 3), actor_of(c, 4), actor_of(c, 5)]
end));
create or replace macro counterparts_of(c, kind) as
    if(is_one_sided(kind) and actor_of(c, 6) <> actor_of(c, 1), [actor_of(c, 6)], cast([] as varchar[]));
create or replace macro first_standing_of(c) as if(part_of(c, 8) < 0.01, 'denied',
    choose_early(['agreed', 'planned', 'proposed', 'completed', 'in_force', 'under_way', 'called_for'], c, 6));
create or replace macro last_standing_of(c, standing) as case standing
    when 'proposed' then if(part_of(c, 7) < 0.5, 'agreed', standing)
    when 'planned' then if(part_of(c, 7) < 0.5, 'completed', standing)
    when 'agreed' then if(part_of(c, 7) < 0.3, 'in_force', standing)
    when 'in_force' then if(part_of(c, 7) < 0.05, 'suspended', standing)
    else standing
end;
create or replace macro instrument_of(c) as
    if(part_of(c, 21) < 0.45, choose_by_rank(getvariable('instruments'), c, 20), null);
create or replace macro unit_of(c, kind) as case kind
    when 'budget_share' then 'percent_of_gdp'
    when 'budget_amount' then choose(['USD', 'EUR', 'JPY'], c, 22)
    when 'arms_transfer' then if(part_of(c, 22) < 0.6, 'units', 'USD')
    when 'joint_training' then if(part_of(c, 22) < 0.3, 'personnel', null)
end;
create or replace macro value_of(c, unit) as case unit
    when 'percent_of_gdp' then if(part_of(c, 9) < 0.5, 2.0, round(1 + 4 * part_of(c, 23), 2))
    when 'units' then 1.0 + floor(200 * part_of(c, 23))
    when 'personnel' then 100.0 * (1 + floor(200 * part_of(c, 23)))
    when null then null
    else 1e6 * (1 + floor(5000 * part_of(c, 23)))
end;
create or replace macro due_of(c, day) as
    if(part_of(c, 24) < 0.5, make_date(year(day) + cast(floor(8 * part_of(c, 25)) as integer), 1, 1), null);
create or replace macro end_of(due) as cast(due + interval 1 year - interval 1 day as date);
create or replace macro effective_of(c, standing, day) as
    if(standing in ('completed', 'in_force') and part_of(c, 26) < 0.5, day + 1, null);
create or replace macro domains_of(c) as
    if(part_of(c, 27) < 0.7, [choose(getvariable('domains'), c, 28)], cast([] as varchar[]));
create or replace macro place_of(c) as if(part_of(c, 29) < 0.3, choose(getvariable('places'), c, 30), null);

-- What is true of the commitments `c` of a relation, each thing worked out once a row.
create or replace macro facts_of(relation) as table
    select *, parties_of(c, kind) as parties, counterparts_of(c, kind) as counterparts,
        last_standing_of(c, first_standing) as last_standing, if(unit is null, null, value_of(c, unit)) as value,
        due_of(c, said_on) as due, effective_of(c, last_standing_of(c, first_standing), said_on) as effective,
        domains_of(c) as domains, instrument_of(c) as instrument, place_of(c) as place,
        choose_early(['explicit', 'inferred', 'weak'], c, 31) as tier, round(0.4 + 0.59 * part_of(c, 32), 2) as sureness
    from (
        select *, first_standing_of(c) as first_standing, unit_of(c, kind) as unit, day_of(3 * c // 5) as said_on
        from (select *, kind_of(c) as kind from query_table(relation))
    );
-- The facts with the sentence of a mention `i` of them.
create or replace macro sentences_of(relation) as table
    select *, concat(
        array_to_string(parties, ', '), choose([' said on ', ' announced on ', ' confirmed on '], i, 33),
        strftime(day_of(i // 5), '%-d %B'), ' that they had ', replace(standing, '_', ' '), ' ',
        replace(kind, '_', ' '), ' with ' || counterparts[1], ' under ' || instrument, ' in ' || place,
        ', paper ', i, ' of the session.'
    ) as sentence
    from (select *, if(i = 3 * c, first_standing, last_standing) as standing from facts_of(relation));

create or replace macro numbered(low, high) as table
    select i, i // 5 as k, commitment_of(i) as c from range(5 * low, 5 * high) t(i);
create or replace macro placed(relation) as table
    select *, cast(sum(length(sentence) + 1) over (partition by k order by i) as bigint) - length(sentence) - 1 as start
    from query_table(relation);
create or replace macro fetches_rows(said, low, high) as table
    select make_key('f', k) as fetch_id, source_of(k) as source_id, batch_of(k) as batch_id,
        'https://' || source_of(k) || '.example.org/' || k as url, sha256(cast(k as varchar)) as sha256,
        'text/html' as media_type, 600 + k % 400 as bytes_count, 'fetched' as status,
        cast(day_of(k) + 1 as timestamptz) as retrieved_at
    from range(low, high) t(k);
create or replace macro documents_rows(said, low, high) as table
    select make_key('d', k) as document_id, source_of(k) as source_id, batch_of(k) as batch_id,
        make_key('f', k) as fetch_id, sha256(cast(k as varchar)) as sha256,
        'https://' || source_of(k) || '.example.org/' || k as url, 'Session ' || k || ' on defence' as title,
        source_of(k) as publisher, 'article' as document_type, 'en' as language, day_of(k) as published_on,
        cast(day_of(k) + 1 as timestamptz) as retrieved_at, text, cast(null as varchar) as duplicate_of
    from (select k, string_agg(sentence, ' ' order by i) as text from query_table(said) group by k)
    where k >= low and k < high;
create or replace macro mentions_rows(said, low, high) as table
    select make_key('m', i) as mention_id, make_key('d', k) as document_id, batch_of(k) as batch_id, kind,
        parties, counterparts, standing, value as quantity_value, unit as quantity_unit,
        due as due_start_on, end_of(due) as due_end_on, if(due is null, null, 'year') as due_precision,
        if(i = 3 * c, null, effective) as effective_start_on, if(i = 3 * c, null, effective) as effective_end_on,
        if(i = 3 * c or effective is null, null, 'day') as effective_precision, domains, instrument, place,
        start as evidence_start, start + length(sentence) as evidence_end, sentence as evidence_text,
        if(part_of(i, 34) < 0.3, 'the minister', null) as speaker, choose_early(getvariable('acts'), i, 35) as act,
        choose_early(getvariable('voices'), i, 36) as voice, if(i = 3 * c, sureness, 0.4) as confidence,
        tier, 'rule-' || hash(i) % 200 as rule_id, 'generated' as extractor_version
    from placed(said)
    where k >= low and k < high;
create or replace macro candidates_rows(said, low, high) as table
    select make_key('x', k) as candidate_id, make_key('d', k) as document_id, batch_of(k) as batch_id, kind,
        choose(['prediction', 'vague', 'aspiration'], k, 37) as reason, 0 as evidence_start,
        length(sentence) as evidence_end, sentence as evidence_text, 'rule-1' as rule_id,
        'generated' as extractor_version
    from query_table(said)
    where i % 5 = 0 and part_of(k, 38) < 0.3 and k >= low and k < high;
create or replace macro rejections_rows(said, low, high, step) as table
    select make_key('r' || step, k) as rejection_id, batch_of(k) as batch_id, source_of(k) as source_id, step as stage,
        'entry ' || k as location, 'undated' as rule, 'no date' as reason, 'give one' as remedy, null as original
    from range(low, high) t(k)
    where part_of(k, if(step = 'mentions', 39, 40)) < 0.005;
create or replace macro indicators_rows(said, low, high) as table
    select country_id, year, series, edition as vintage, source_of(low) as source_id, batch_of(low) as batch_id,
        make_key('f', low) as fetch_id, round(0.5 + 4 * part_of(country_id || year, 41), 2) as share_of_gdp_pct,
        year > 2024 as is_estimate
    from (select unnest(getvariable('actors')) as country_id), range(1990, 2026) t(year),
        (select unnest(['yearbook', 'alliance']) as series), (select unnest(['2024', '2025']) as edition)
    where length(country_id) = 3 and low = 0;

-- What mentions below a number say together, of the commitments that mentions from another number on touch.
create or replace macro evidence_below(mentions, first) as table
    select i, commitment_of(i) as c from range(mentions) t(i)
    where first = 0 or commitment_of(i) in (select commitment_of(n) from range(first, mentions) t(n));
create or replace macro summed_below(mentions, first) as table
    select c, count(*) filter (not is_repeat(i // 5)) as heard, max(i) as last_i,
        coalesce(min(i) filter (i <> 3 * c), -1) as next_i
    from evidence_below(mentions, first) group by c;
