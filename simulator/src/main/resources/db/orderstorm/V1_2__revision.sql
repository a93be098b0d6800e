-- A corrected replay has a stage handle an event again, under a revision above 0: one row for each.
alter table handled add column revision integer not null default 0;

-- The id that the handled event has at revision 0, by which its revisions are known to be one
-- event's; null where that is the event's own id.
alter table handled add column root_id uuid;

alter table handled drop constraint handled_pkey;
alter table handled add primary key (order_number, stage, event_id, revision);

-- Events that a stage skipped because it had handled a newer revision, or a later event, of the same.
create table superseded (
  order_number    bigint   not null,
  stage           smallint not null,
  event_id        uuid     not null,
  revision        integer  not null,
  replay          integer  not null,            -- 0: none
  committed_nanos bigint   not null,
  primary key (order_number, stage, event_id, revision, replay)
);
