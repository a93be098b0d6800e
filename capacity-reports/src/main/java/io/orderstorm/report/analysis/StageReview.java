package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stage over time: one more pass over what it read, in the order in which it came, merged with
 * its commits, gives its backlog, its violations, its stalls, and the records that it was never
 * given.
 */
final class StageReview {

  /** The log's end as each second brought it, by partition; 0 where it did not. */
  final Map<StageLog.Partition, long[]> ends = new TreeMap<>();

  private final Topology.Stage stage;
  private final Evidence evidence;
  private final StageLog log;
  private final Backlog.Growing growing = new Backlog.Growing();
  private final Violations.Watch watch;
  private final Stalls stalls;
  private final TimeLag timeLag;
  private final Findings unseen = new Findings();
  private final List<InputLane> lanes = new ArrayList<>();
  private final Map<StageLog.Partition, Integer> laneOf = new HashMap<>();
  private final Backlog backlog;
  private final Violations violations;
  private long inputs;

  private StageReview(
      Topology.Stage stage, Evidence evidence, StageInputs cases, Objectives objectives) {
    this.stage = stage;
    this.evidence = evidence;
    this.log = evidence.stage(stage.group());
    boolean endsOrders = stage.outcomes().contains(EventType.ORDER_DISPATCHED);
    this.watch = new Violations.Watch(stage.name(), objectives, endsOrders, evidence.clock);
    this.stalls = new Stalls(evidence.clock);
    this.timeLag = new TimeLag(evidence.clock);
    follow(cases);
    this.backlog = growing.of(stage.group());
    this.violations = watch.judge(backlog);
    stalls.compare();
  }

  /**
   * Reviews a stage.
   *
   * @param cases the inputs of cases
   */
  static StageReview of(
      Topology.Stage stage, Evidence evidence, StageInputs cases, Objectives objectives) {
    return new StageReview(stage, evidence, cases, objectives);
  }

  private void follow(StageInputs cases) {
    List<InputTopic> topics = new ArrayList<>();
    for (TopicFile file : evidence.topics) {
      if (stage.inputTopics().contains(file.name)) {
        topics.add(open(file, cases));
      }
    }
    List<CarriedEvents.Carried> retries = retries();
    new Merge(new ArrayList<>(topics), retries, commits()).run();
    for (InputTopic topic : topics) {
      unseen.addAll(topic.unseen());
      inputs += topic.inputs();
      topic.close();
    }
    for (InputLane lane : lanes) {
      if (lane.seconds.length > 0) {
        ends.put(lane.partition, lane.seconds);
      }
    }
  }

  private InputTopic open(TopicFile file, StageInputs cases) {
    for (int partition : file.partitions()) {
      lane(new StageLog.Partition(file.name, partition), evidence.clock.seconds());
    }
    return new InputTopic(stage, evidence, file, cases, watch, lanes, laneOf);
  }

  private void lane(StageLog.Partition partition, int seconds) {
    laneOf.put(partition, lanes.size());
    lanes.add(new InputLane(partition, seconds, evidence.poll(stage.group())));
  }

  private List<CarriedEvents.Carried> retries() {
    List<CarriedEvents.Carried> retries = new ArrayList<>();
    for (CarriedEvents.Carried retry : evidence.carried.retried()) {
      if (retry.role().group().equals(stage.group())) {
        StageLog.Partition partition = partitionOf(retry);
        if (!laneOf.containsKey(partition)) {
          lane(partition, 0);
        }
        retries.add(retry);
      }
    }
    retries.sort(Comparator.comparingLong(CarriedEvents.Carried::receivedNanos));
    return retries;
  }

  private static StageLog.Partition partitionOf(CarriedEvents.Carried retry) {
    return new StageLog.Partition(retry.role().name(), retry.partition());
  }

  /** A commit of a partition that is known. */
  private record Commit(long time, int lane, long next) {}

  private List<Commit> commits() {
    List<Commit> commits = new ArrayList<>();
    log.commits()
        .forEach(
            (partition, of) -> {
              Integer lane = laneOf.get(partition);
              for (int i = 0; lane != null && i < of.times.size(); i++) {
                commits.add(new Commit(of.times.get(i), lane, of.nexts.get(i)));
              }
            });
    commits.sort(Comparator.comparingLong(Commit::time));
    return commits;
  }

  /** What came, was retried and was committed, in order of time. */
  private final class Merge {

    private final List<InputTopic> topics;
    private final List<CarriedEvents.Carried> retries;
    private final List<Commit> commits;
    private int retry;
    private int commit;

    Merge(List<InputTopic> topics, List<CarriedEvents.Carried> retries, List<Commit> commits) {
      this.topics = topics;
      this.retries = retries;
      this.commits = commits;
    }

    void run() {
      topics.removeIf(t -> !t.arrivals().next());
      while (retry < retries.size() || !topics.isEmpty()) {
        InputTopic first = first();
        long again = retry < retries.size() ? retries.get(retry).receivedNanos() : Long.MAX_VALUE;
        if (first == null || again < first.arrivals().time()) {
          commitBefore(again);
          CarriedEvents.Carried of = retries.get(retry++);
          int lane = laneOf.getOrDefault(partitionOf(of), 0);
          growing.record(again, lane, of.offset(), lanes.get(lane).retry);
        } else {
          take(first);
        }
      }
      commitBefore(Long.MAX_VALUE);
    }

    private @Nullable InputTopic first() {
      InputTopic first = null;
      for (InputTopic topic : topics) {
        boolean earlier = first == null || topic.arrivals().time() < first.arrivals().time();
        first = earlier ? topic : first;
      }
      return first;
    }

    private void take(InputTopic topic) {
      ArrivalOrder arrivals = topic.arrivals();
      long time = arrivals.time();
      commitBefore(time);
      growing.record(time, arrivals.lane(), arrivals.offset(), false);
      if (arrivals.note() != InputTopic.NO_INPUT) {
        stalls.see(lanes.get(arrivals.lane()), time, arrivals.note());
        timeLag.see(time, arrivals.note());
      }
      if (!arrivals.next()) {
        topics.remove(topic);
      }
    }

    private void commitBefore(long time) {
      while (commit < commits.size() && commits.get(commit).time() < time) {
        Commit of = commits.get(commit++);
        growing.commit(of.time(), of.lane(), of.next(), lanes.get(of.lane()).retry);
      }
    }
  }

  Topology.Stage stage() {
    return stage;
  }

  Backlog backlog() {
    return backlog;
  }

  Violations violations() {
    return violations;
  }

  TimeLag timeLag() {
    return timeLag;
  }

  Stalls stalls() {
    return stalls;
  }

  /** Records that no consumer of the group was ever given, and that no commit has gone past. */
  Findings unseen() {
    return unseen;
  }

  /** How many inputs the stage owed an outcome for. */
  long inputs() {
    return inputs;
  }
}
