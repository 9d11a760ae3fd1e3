"""How PostgreSQL finds the entries that hold words, in the order of the list: its own tables and functions.

As few entries as can be are read: those that come next in the list, while they yield enough (a frequent word); else
those in the parts of the list that hold the words at all (what many names begin with); else all that hold the words.
"""

SIZES = {"part": 128, "first": 100, "misses": 300, "most": 1000, "held": 2000}
"""Entries in a part before it is split; entries read before they must yield enough, at the beginning of the list and
in its parts; entries read for a whole page at most; places in which a word is looked up, more being everywhere."""
MAKE = (
    'alter table {table} alter column sort type varchar collate "C"',
    """create table search_{table}_places (
      id varchar primary key, sort varchar collate "C" not null, words tsvector not null)""",
    'create table search_{table}_parts (part varchar collate "C" primary key)',
    """create table search_{table}_held (
      word varchar collate "C", part varchar collate "C", primary key (word, part))""",
    'create table search_{table}_spellings (word varchar collate "C" primary key)',
    "insert into search_{table}_parts values ('')",
)
"""A part begins with its own value of `sort`. Words that a part no longer holds, and spellings, may stay: nothing is
found by them then."""
FILL = (
    """insert into search_{table}_places
      select id, sort, strip(to_tsvector('pg_catalog.dutch', search) || to_tsvector('pg_catalog.simple', search))
      from {table} order by sort, id""",
    """insert into search_{table}_parts select distinct sort
      from (select sort, row_number() over (order by sort, id) as n from {table}) numbered where n % {part} = 0""",
    """insert into search_{table}_held select distinct word, part from (
        select part, lead(part) over (order by part) as following from search_{table}_parts) parts
      join search_{table}_places on sort >= part and (sort < following or following is null),
      unnest(tsvector_to_array(words)) word order by 1, 2""",
    """insert into search_{table}_spellings
      select distinct word from {table}, regexp_split_to_table(sort, '[^[:alnum:]]+') word where length(word) >= 4""",
    "create index search_{table}_order on search_{table}_places (sort, id)",
    "create index search_{table}_words on search_{table}_places using gin (words) with (gin_pending_list_limit = 512)",
    "analyze search_{table}_places, search_{table}_parts, search_{table}_held, search_{table}_spellings",
)
KEEP = (
    """create function search_{table}_keep() returns trigger language plpgsql
    set plan_cache_mode = force_generic_plan as $$
    declare
      found tsvector;
      place varchar;
    begin
      if tg_op = 'DELETE' then
        delete from search_{table}_places where id = old.id;
        return null;
      end if;
      perform pg_advisory_xact_lock_shared('search_{table}_parts'::regclass::bigint);
      found := strip(to_tsvector('pg_catalog.dutch', new.search) || to_tsvector('pg_catalog.simple', new.search));
      place := (select part from search_{table}_parts where part <= new.sort order by part desc limit 1);
      insert into search_{table}_places values (new.id, new.sort, found)
        on conflict (id) do update set sort = excluded.sort, words = excluded.words;
      insert into search_{table}_held select word, place from unnest(tsvector_to_array(found)) word
        on conflict do nothing;
      insert into search_{table}_spellings
        select word from regexp_split_to_table(new.sort, '[^[:alnum:]]+') word where length(word) >= 4 order by word
        on conflict do nothing;
      perform search_{table}_split(place);
      return null;
    end $$""",
    """create function search_{table}_split(place varchar) returns void language plpgsql
    set plan_cache_mode = force_generic_plan as $$
    declare
      following varchar :=
        coalesce((select part from search_{table}_parts where part > place order by part limit 1), chr(1114111));
      middle varchar;
      moved varchar[];
    begin
      if (select sort >= following from search_{table}_places where sort >= place order by sort, id
        offset 2 * {part} limit 1) is not false then return; end if;
      middle := (select sort from search_{table}_places where sort >= place order by sort, id offset {part} limit 1);
      if middle = place or not pg_try_advisory_xact_lock('search_{table}_parts'::regclass::bigint)
        or exists (select from search_{table}_parts where part > place and part < following) then return; end if;
      insert into search_{table}_parts values (middle);
      moved := array(select distinct word from (
        select words from search_{table}_places where sort >= middle and sort < following
      ) places, unnest(tsvector_to_array(words)) word);
      insert into search_{table}_held select word, middle from unnest(moved) word;
      delete from search_{table}_held where part = place and word = any (array(
        select unnest(moved) except select word from (
          select words from search_{table}_places where sort >= place and sort < middle
        ) places, unnest(tsvector_to_array(words)) word));
    end $$""",
    """create trigger search_{table}_added after insert or delete on {table}
      for each row execute function search_{table}_keep()""",
    """create trigger search_{table}_changed after update on {table}
      for each row when (old.search <> new.search or old.sort <> new.sort) execute function search_{table}_keep()""",
)
"""Who writes lets others write too; a part is split when nobody else does, so that no word is missed."""
SIMILAR = (
    """do $$ begin
      create extension if not exists pg_trgm;
      create index search_{table}_spelt on search_{table}_spellings using gin (word gin_trgm_ops);
    exception when undefined_file or feature_not_supported or insufficient_privilege then null;
    end $$""",
    """create function search_{table}_similar(typed varchar, most integer) returns setof varchar
    stable language plpgsql set pg_trgm.word_similarity_threshold = 0.5
    set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
    begin
      return query select word from search_{table}_spellings where typed <% word
        order by word_similarity(typed, word) desc, word limit most;
    end $$""",
)
"""Without pg_trgm (not installed, or not ours to add) words are found all the same, but no misspelt ones."""
ASKED = """
create function search_{table}_asked(terms varchar[], marks varchar[]) returns tsquery
immutable language plpgsql as $$
declare
  asked tsquery;
  part tsquery;
begin
  for n in 1 .. cardinality(terms) loop
    part := to_tsquery('pg_catalog.dutch', terms[n]);
    if n = cardinality(terms) then
      part := part || to_tsquery('pg_catalog.simple', split_part(terms[n], '|', 1) || ':*');
    end if;
    asked := coalesce(asked && part, part);
  end loop;
  for n in 1 .. cardinality(marks) loop
    part := to_tsquery('pg_catalog.simple', marks[n]);
    asked := coalesce(asked && part, part);
  end loop;
  return asked;
end $$
"""
"""Of each term one of its alternatives (with `|`), the first of the last term may be unfinished; of each group of marks
one."""
HELD = """
create function search_{table}_holding(terms varchar[], marks varchar[], start varchar) returns varchar[]
stable language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  parts varchar[];
  held varchar[];
  last varchar := split_part(terms[cardinality(terms)], '|', 1);
  term varchar;
begin
  start := (select part from search_{table}_parts where part <= start order by part desc limit 1);
  foreach term in array terms || marks loop
    held := array(
      select part from search_{table}_held where part >= start and word = any (tsvector_to_array(
        to_tsvector('pg_catalog.dutch', replace(term, '|', ' ')) ||
        to_tsvector('pg_catalog.simple', replace(term, '|', ' '))))
      union all
      select part from search_{table}_held where part >= start and split_part(term, '|', 1) = last
        and word >= last and word < last || chr(1114111)
      limit {held});
    if cardinality(held) < {held} then
      parts := array(select distinct part from unnest(held) part where parts is null or part = any (parts) order by 1);
    end if;
  end loop;
  return parts;
end $$
"""
"""The parts of the list, from that of `start` on, outside which nothing can be found; null where that says nothing."""
FIRST = """
create function search_{table}_first(
  terms varchar[], marks varchar[], after_sort varchar, after_id varchar, most integer) returns setof varchar
rows 30 stable language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  asked tsquery := search_{table}_asked(terms, marks);
  parts varchar[] := array[''];
  n integer := 1;
  following varchar;
  here record;
  read integer := 0;
  found integer := 0;
  missing integer := most;
  enough integer := {first};
  poor boolean;
begin
  while n <= cardinality(parts) loop
    poor := false;
    following := (select part from search_{table}_parts where part > parts[n] and n > 1 order by part limit 1);
    if parts[n] > after_sort then
      after_sort := parts[n];
      after_id := '';
    end if;
    for here in select id, sort, words @@ asked as meets from search_{table}_places
      where (sort, id) > (after_sort, after_id) order by sort, id limit {most}
    loop
      exit when here.sort >= following;
      after_sort := here.sort;
      after_id := here.id;
      read := read + 1;
      if here.meets then
        return next here.id;
        found := found + 1;
        missing := missing - 1;
        if missing = 0 then return; end if;
      end if;
      poor := read >= enough and read * most > found * {most};
      exit when poor;
    end loop;
    exit when poor and n > 1;
    if poor then
      parts := search_{table}_holding(terms, marks, after_sort);
      exit when parts is null;
      parts := array_prepend('', parts);
      read := 0;
      found := 0;
      enough := {misses};
      poor := false;
    end if;
    n := n + 1;
  end loop;
  if poor then
    return query with holding as materialized (select id, sort from search_{table}_places where words @@ asked)
      select id from holding where (sort, id) > (after_sort, after_id) order by sort, id limit missing;
  end if;
end $$
"""
SOME = """
create function search_{table}_some(terms varchar[], marks varchar[], most integer) returns setof varchar
rows 30 stable language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  asked tsquery := search_{table}_asked(terms, marks);
  near varchar[];
begin
  if (select count(*) > 50 from (select words from search_{table}_places limit 100) few where words @@ asked) then
    near := array(select id from (select id, words from search_{table}_places limit 2 * most) few
      where words @@ asked limit most);
    if cardinality(near) = most then
      return query select unnest(near);
      return;
    end if;
  end if;
  return query with holding as materialized (select id from search_{table}_places where words @@ asked)
    select id from holding limit most;
end $$
"""
STATEMENTS = (*MAKE, *FILL, *KEEP, *SIMILAR, ASKED, HELD, FIRST, SOME)
TABLES = "places", "parts", "held", "spellings"
