package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.topic.StageName;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a stage works.
 *
 * @param cluster reached over the stage's own listener, or a link to it
 * @param consumers how many for the stage's topics, each with a thread of its own; one more sees to
 *     the retry topics. 0 for a stage that runs elsewhere
 * @param members which of them this process hosts, counted from 0; the one for the retry topics has
 *     the number {@code consumers}
 * @param mostConsumers how many for the stage's topics the stage may be scaled to; at least {@code
 *     consumers}
 * @param downstreamUrl {@code http://host:port} of the stage's service, or of a link to it
 * @param concurrency calls under way at once, all consumers together; a consumer that is added
 *     brings its share of as many
 * @param callTimeout how long a call may take
 * @param deadLetterLimit how many events it may give up before it pauses; empty for any number
 * @param candidate the next version of its handler, which begins without a share of the keys; empty
 *     for none
 */
public record StageSettings(
    StageName name,
    ClusterAccess cluster,
    int consumers,
    Set<Integer> members,
    int mostConsumers,
    String downstreamUrl,
    int concurrency,
    Duration callTimeout,
    RetryPolicy retry,
    OnOutage onOutage,
    StageTuning tuning,
    Optional<DeadLetterLimit> deadLetterLimit,
    Optional<Candidate> candidate) {

  public StageSettings {
    if (consumers < 0 || consumers > 200) {
      throw new IllegalArgumentException(
          name.group() + ": consumers must be 0 to 200, not " + consumers);
    }
    if (mostConsumers < consumers || mostConsumers > 200) {
      throw new IllegalArgumentException(
          name.group() + ": mostConsumers must be " + consumers + " to 200, not " + mostConsumers);
    }
    members = Set.copyOf(members);
    if (!everyMember(consumers).containsAll(members)) {
      throw new IllegalArgumentException(
          name.group() + ": members must be among 0 to " + consumers + ", not " + members);
    }
    if (concurrency < Math.max(1, Math.min(consumers, members.size()))) {
      throw new IllegalArgumentException(
          name.group() + ": concurrency must be at least 1 for each consumer, not " + concurrency);
    }
    if (callTimeout.isNegative() || callTimeout.isZero()) {
      throw new IllegalArgumentException(
          name.group() + ": callTimeout must be above 0, not " + callTimeout);
    }
    if (candidate.isPresent() && candidate.get().declines() > 0 && !Candidate.canDecline(name)) {
      throw new IllegalArgumentException(name.group() + " has no outcome to decline with");
    }
  }

  /** For a stage that may give up as many events as it has to. */
  public StageSettings(
      StageName name,
      ClusterAccess cluster,
      int consumers,
      Set<Integer> members,
      int mostConsumers,
      String downstreamUrl,
      int concurrency,
      Duration callTimeout,
      RetryPolicy retry,
      OnOutage onOutage,
      StageTuning tuning) {
    this(
        name,
        cluster,
        consumers,
        members,
        mostConsumers,
        downstreamUrl,
        concurrency,
        callTimeout,
        retry,
        onOutage,
        tuning,
        Optional.empty(),
        Optional.empty());
  }

  /** The same with a limit of dead letters. */
  public StageSettings withDeadLetterLimit(DeadLetterLimit limit) {
    return new StageSettings(
        name,
        cluster,
        consumers,
        members,
        mostConsumers,
        downstreamUrl,
        concurrency,
        callTimeout,
        retry,
        onOutage,
        tuning,
        Optional.of(limit),
        candidate);
  }

  /** The same with another candidate, or none. */
  public StageSettings withCandidate(Optional<Candidate> other) {
    return new StageSettings(
        name,
        cluster,
        consumers,
        members,
        mostConsumers,
        downstreamUrl,
        concurrency,
        callTimeout,
        retry,
        onOutage,
        tuning,
        deadLetterLimit,
        other);
  }

  /** For a stage whose consumers are all in this process, on a cluster that lets everybody in. */
  public StageSettings(
      StageName name,
      String bootstrapServers,
      int consumers,
      String downstreamUrl,
      int concurrency,
      Duration callTimeout,
      RetryPolicy retry,
      OnOutage onOutage,
      StageTuning tuning) {
    this(
        name,
        ClusterAccess.plain(bootstrapServers),
        consumers,
        everyMember(consumers),
        consumers,
        downstreamUrl,
        concurrency,
        callTimeout,
        retry,
        onOutage,
        tuning);
  }

  /** Calls under way at once when the stage has so many consumers for its topics. */
  int concurrencyOf(int scaled) {
    return Math.max(1, (int) ((long) concurrency * scaled / Math.max(1, consumers)));
  }

  /** Where the stage's clients start. */
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  /** All consumers of a stage that has so many for its topics. */
  public static Set<Integer> everyMember(int consumers) {
    return consumers <= 0
        ? Set.of()
        : IntStream.rangeClosed(0, consumers).boxed().collect(Collectors.toSet());
  }
}
