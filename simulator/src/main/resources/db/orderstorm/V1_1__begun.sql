-- Which consumer has which partition. A row that is found at a takeover tells that the consumer
-- before did not give the partition away in good order: it died, or was given up for dead.
create table tenure (
  stage           smallint not null,
  topic           text     not null,
  partition       integer  not null,
  holder          text     not null,            -- another one for each life of a consumer
  primary key (stage, topic, partition)
);

-- Events that are being handled after such a takeover, and how many lives have begun them. A row
-- goes when its event is concluded: what is left was under way when a consumer died.
create table begun (
  stage           smallint not null,
  topic           text     not null,
  partition       integer  not null,
  record_offset   bigint   not null,
  lives           integer  not null,
  holder          text     not null,            -- the last that began it
  first_begun_millis bigint not null,
  primary key (stage, topic, partition, record_offset)
);

-- Position of a customer's event among the events of its key; null for all that followed from one.
alter table handled add column key_sequence integer;
