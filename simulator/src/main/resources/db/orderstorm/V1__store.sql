-- What each stage has done with each event: the effect, the dedupe key and the outcome in one row,
-- written in one statement. The order number leads the key because it grows: new rows land on pages
-- that are warm, and all that is known of an order lies together.
create table handled (
  order_number    bigint   not null,
  stage           smallint not null,
  event_id        uuid     not null,
  type            smallint not null,            -- of the handled event
  effect          smallint not null,            -- 0: none
  outcome_type    smallint not null,            -- 0: none
  outcome_id      uuid,
  outcome         bytea,                        -- exactly as produced, to be produced again
  replay          integer  not null,            -- 0: none
  committed_nanos bigint   not null,
  primary key (order_number, stage, event_id)
);

-- Events that a stage gave up. Not part of `handled`: a redriven event may still be handled.
create table dead_letter (
  stage           smallint not null,
  topic           text     not null,
  partition       integer  not null,
  record_offset   bigint   not null,
  order_number    bigint   not null,
  error_class     text     not null,
  error_message   text     not null,
  attempts        integer  not null,
  first_failure_millis bigint not null,
  committed_nanos bigint   not null,
  primary key (stage, topic, partition, record_offset)
);

-- Events that wait in a retry topic. A key is parked while any event of it is in here.
create table parked (
  stage           smallint not null,
  topic           text     not null,
  partition       integer  not null,
  record_offset   bigint   not null,
  record_key      text     not null,
  attempts        integer  not null,            -- used up so far; 0: waits behind another event
  first_failure_millis bigint not null,
  primary key (stage, topic, partition, record_offset)
);
create index parked_by_key on parked (stage, topic, record_key);
