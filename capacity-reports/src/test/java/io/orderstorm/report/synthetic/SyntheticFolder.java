package io.orderstorm.report.synthetic;

import io.orderstorm.report.folder.CarriedHeaders;
import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.HeaderLog;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Injection;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.record.StoreEffect;
import io.orderstorm.report.record.StoreOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** Writes a {@link SyntheticRun} as a run folder. */
public final class SyntheticFolder {

  private static final List<String> TOPICS =
      List.of("orders", "inventory", "payments", "fulfilment", "notifications");
  private static final Map<String, List<String>> INPUTS =
      Map.of(
          "inventory", List.of("orders", "fulfilment"),
          "payment", List.of("inventory"),
          "fulfilment", List.of("payments"),
          "notification", List.of("payments", "fulfilment"));
  private static final Map<String, Set<EffectType>> SERVICES =
      Map.of(
          "inventory-service", Set.of(EffectType.RESERVE, EffectType.RELEASE),
          "payment-provider", Set.of(EffectType.CHARGE, EffectType.REFUND),
          "warehouse", Set.of(EffectType.DISPATCH),
          "email-gateway", Set.of(EffectType.NOTIFY));

  private final SyntheticRun run;
  private final RunFolder folder;

  private SyntheticFolder(SyntheticRun run, RunFolder folder) {
    this.run = run;
    this.folder = folder;
  }

  public static RunFolder write(SyntheticRun run, Path root) {
    RunFolder folder = RunFolder.create(root);
    SyntheticFolder writer = new SyntheticFolder(run, folder);
    writer.journals();
    writer.injections();
    writer.observations();
    writer.deadLetters();
    writer.retries();
    writer.effects();
    writer.stages();
    writer.store();
    writer.log();
    folder.seal();
    return folder;
  }

  private void journals() {
    IntStream.concat(
            IntStream.of(1), run.orders.stream().mapToInt(o -> run.generator.applyAsInt(o.number)))
        .distinct()
        .forEach(this::journal);
  }

  private void journal(int generator) {
    String name = "generator-" + generator;
    try (var sends = RecordWriter.create(folder.sends(name), Send.KIND);
        var outcomes =
            RecordWriter.create(
                folder.outcomes(name), Outcome.KIND, Outcome.header(List.of("TimeoutException")))) {
      for (SyntheticRun.Order o : run.orders) {
        if (run.generator.applyAsInt(o.number) != generator) {
          continue;
        }
        sends.append(
            new Send(
                o.number,
                EventType.ORDER_PLACED,
                o.number,
                0,
                o.intended,
                o.sent,
                o.returned,
                o.amount,
                o.currency));
        if (o.result != null) {
          boolean known = o.result == Outcome.Result.ACKNOWLEDGED;
          outcomes.append(
              new Outcome(
                  o.number,
                  EventType.ORDER_PLACED,
                  o.completed,
                  o.result,
                  known ? o.ackPartition : -1,
                  known ? o.ackOffset : -1,
                  known ? "none" : "TimeoutException"));
        }
      }
      for (SyntheticRun.Event e : run.followUps) {
        if (run.generator.applyAsInt(e.order) != generator) {
          continue;
        }
        long sent = e.time - 4 * SyntheticRun.MS;
        sends.append(
            new Send(e.order, e.type, e.order, e.keySequence, sent, sent, sent + 3000, 0, "EUR"));
        outcomes.append(
            new Outcome(
                e.order,
                e.type,
                e.time,
                Outcome.Result.ACKNOWLEDGED,
                e.partition,
                e.offset,
                "none"));
      }
    }
  }

  private void injections() {
    try (var writer =
        RecordWriter.create(
            folder.injected(),
            Injection.KIND,
            Injection.header(
                List.of("poison"),
                List.of("malformed", "unknown-schema", "negative-amount"),
                TOPICS))) {
      for (SyntheticRun.Injected i : run.injections) {
        writer.append(
            new Injection(
                "poison",
                i.kind(),
                i.event().topic,
                i.event().partition,
                i.event().offset,
                i.event().time,
                true,
                i.disposition()));
      }
    }
  }

  private void observations() {
    for (String topic : TOPICS) {
      try (var writer =
          RecordWriter.create(
              folder.observations(topic), Observation.KIND, Observation.header(topic, TOPICS))) {
        run.events.stream()
            .filter(e -> e.topic.equals(topic))
            .forEach(e -> writer.append(observation(e, e.partition, e.offset, e.time)));
      }
    }
  }

  private Observation observation(SyntheticRun.Event e, int partition, long offset, long time) {
    boolean caused = e.cause != null;
    return new Observation(
        partition,
        offset,
        (time - run.behind.applyAsLong(time)) / SyntheticRun.MS,
        time,
        e.order,
        e.type,
        (e.injected ? Observation.INJECTED : 0) | (e.replayed ? Observation.REPLAYED : 0),
        e.revision,
        e.order < 0 ? -1 : e.keySequence,
        e.id,
        caused ? e.cause.id : Observation.NO_ID,
        caused ? e.cause.topic : null,
        caused ? e.cause.partition : -1,
        !caused ? -1 : e.claimedCauseOffset != null ? e.claimedCauseOffset : e.cause.offset);
  }

  private void deadLetters() {
    Map<String, List<SyntheticRun.DeadLetter>> byTopic = new TreeMap<>();
    run.deadLetters.forEach(
        d ->
            byTopic
                .computeIfAbsent(d.event().topic + "." + d.group() + ".dlq", t -> new ArrayList<>())
                .add(d));
    byTopic.forEach(
        (topic, letters) -> {
          letters.sort(Comparator.comparingLong(SyntheticRun.DeadLetter::time));
          try (var writer =
                  RecordWriter.create(
                      folder.observations(topic),
                      Observation.KIND,
                      Observation.header(topic, TOPICS));
              var headers = HeaderLog.open(folder.headers(topic))) {
            long offset = 0;
            for (SyntheticRun.DeadLetter d : letters) {
              writer.append(observation(d.event(), 0, offset, d.time()));
              headers.append(
                  new CarriedHeaders(
                      0,
                      offset,
                      Map.of(
                          "orderstorm.original-topic", d.event().topic,
                          "orderstorm.original-partition", String.valueOf(d.event().partition),
                          "orderstorm.original-offset", String.valueOf(d.event().offset),
                          "orderstorm.error-class", d.error())));
              offset++;
            }
          }
        });
  }

  private void retries() {
    Map<String, List<SyntheticRun.Retried>> byTopic = new TreeMap<>();
    run.retried.forEach(
        r ->
            byTopic
                .computeIfAbsent(
                    r.event().topic + "." + r.group() + ".retry", t -> new ArrayList<>())
                .add(r));
    byTopic.forEach(
        (topic, retries) -> {
          String group = retries.get(0).group();
          List<String> topics = List.of(topic);
          try (var writer =
                  RecordWriter.create(
                      folder.observations(topic),
                      Observation.KIND,
                      Observation.header(topic, TOPICS));
              var stage =
                  RecordWriter.create(
                      folder.stage(group, topic),
                      StageRecord.KIND,
                      StageRecord.header(group, topics))) {
            long offset = 0;
            for (SyntheticRun.Retried r : retries) {
              writer.append(observation(r.event(), 0, offset, r.time()));
              if (r.handled() != Long.MAX_VALUE) {
                stage.append(
                    new StageRecord(
                        r.handled(),
                        StageRecord.Event.DELIVERED,
                        0,
                        topic,
                        0,
                        offset,
                        r.event().order,
                        2,
                        0));
                stage.append(
                    new StageRecord(
                        r.handled(),
                        StageRecord.Event.COMMITTED,
                        0,
                        topic,
                        0,
                        offset + 1,
                        -1,
                        0,
                        0));
              }
              offset++;
            }
          }
        });
  }

  private void effects() {
    SERVICES.forEach(
        (service, types) -> {
          try (var writer = RecordWriter.create(folder.effects(service), Effect.KIND)) {
            for (SyntheticRun.Performed p : run.performed) {
              if (types.contains(p.type())) {
                writer.append(
                    new Effect(
                        p.time() - SyntheticRun.MS,
                        p.time(),
                        p.order(),
                        p.type(),
                        UUID.randomUUID(),
                        p.cause(),
                        true,
                        run.ofReplay.contains(p) ? 7 : 0));
              }
            }
          }
        });
  }

  private void stages() {
    INPUTS.forEach(
        (stage, topics) -> {
          try (var writer =
              RecordWriter.create(
                  folder.stage(stage), StageRecord.KIND, StageRecord.header(stage, TOPICS))) {
            for (String topic : topics) {
              for (int partition = 0; partition < SyntheticRun.PARTITIONS; partition++) {
                commits(writer, stage, topic, partition);
              }
            }
          }
        });
  }

  /**
   * Delivers and commits a partition in order of offsets; what the stage holds back stops the
   * commits.
   */
  private void commits(
      RecordWriter<StageRecord> writer, String stage, String topic, int partition) {
    List<SyntheticRun.Event> inputs =
        run.events.stream()
            .filter(e -> e.topic.equals(topic) && e.partition == partition)
            .sorted(Comparator.comparingLong(e -> e.offset))
            .toList();
    long handled = Long.MIN_VALUE;
    for (SyntheticRun.Event e : inputs) {
      handled = Math.max(handled, e.handled.getOrDefault(stage, e.time + SyntheticRun.MS));
      if (handled == Long.MAX_VALUE) {
        return;
      }
      StageRecord.Event done = StageRecord.Event.COMMITTED;
      StageRecord given =
          run.deliveries.apply(
              new StageRecord(
                  e.time,
                  StageRecord.Event.DELIVERED,
                  0,
                  topic,
                  partition,
                  e.offset,
                  e.order,
                  1,
                  0));
      if (given != null) {
        writer.append(given);
      }
      writer.append(
          new StageRecord(handled + 100_000, done, 0, topic, partition, e.offset + 1, -1, 0, 0));
    }
  }

  private void store() {
    Set<Integer> numbers = new LinkedHashSet<>();
    Map<Integer, Set<EffectType>> held = new TreeMap<>();
    try (var writer = RecordWriter.create(folder.storeEffects(), StoreEffect.KIND)) {
      for (SyntheticRun.Stored s : run.stored) {
        writer.append(new StoreEffect(s.order(), s.type(), s.cause(), s.event(), s.time(), 0));
        held.computeIfAbsent(s.order(), o -> new LinkedHashSet<>()).add(s.type());
        numbers.add(s.order());
      }
    }
    run.orders.forEach(o -> numbers.add(o.number));
    Set<Integer> compensated = ordersWith(EventType.ORDER_COMPENSATED);
    Set<Integer> cancelled = ordersWith(EventType.ORDER_CANCELLED);
    try (var writer = RecordWriter.create(folder.storeOrders(), StoreOrder.KIND)) {
      for (int n : numbers) {
        Set<EffectType> of = held.getOrDefault(n, Set.of());
        writer.append(
            run.storeStates.apply(
                new StoreOrder(
                    n,
                    of.contains(EffectType.RESERVE),
                    cancelled.contains(n),
                    of.contains(EffectType.CHARGE),
                    of.contains(EffectType.DISPATCH),
                    compensated.contains(n),
                    of.contains(EffectType.RELEASE))));
      }
    }
  }

  /** The orders of which an event of a type lies on a topic, message faults' left aside. */
  private Set<Integer> ordersWith(EventType type) {
    Set<Integer> numbers = new HashSet<>();
    for (SyntheticRun.Event e : run.events) {
      if (e.type == type && !e.injected) {
        numbers.add(e.order);
      }
    }
    return numbers;
  }

  private String samples() {
    StringBuilder lines = new StringBuilder("timeNanos,process,cpuSeconds,rssBytes,gcSeconds\n");
    for (long second = 0; second <= run.load.duration().toSeconds(); second++) {
      long time = SyntheticRun.START + second * SyntheticRun.SECOND;
      for (var process : run.cpu.entrySet()) {
        double used = process.getValue() * second;
        lines.append(time).append(',').append(process.getKey()).append(',').append(used);
        Double collecting = run.gc.get(process.getKey());
        lines.append(",1000,").append(collecting == null ? "" : collecting * second).append('\n');
      }
    }
    return lines.toString();
  }

  private void log() {
    try (EventLog log = EventLog.open(folder.events())) {
      run.log.stream().sorted(Comparator.comparingLong(RunEvent::timeNanos)).forEach(log::append);
      Files.writeString(folder.scenario(), "scenario: synthetic\n");
      if (!run.cpu.isEmpty()) {
        Files.writeString(folder.samples(), samples());
      }
      Files.writeString(
          folder.environment(),
          "{\"kafka\":\"4.4.0\",\"java\":\"17\",\"cores\":2,\"memoryGiB\":24,\"broker\":{\"replication\":3,\"minInsync\":2}}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
