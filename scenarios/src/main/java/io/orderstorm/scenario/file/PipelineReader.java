package io.orderstorm.scenario.file;

import io.orderstorm.scenario.model.Downstream;
import io.orderstorm.scenario.model.PipelineSpec;
import io.orderstorm.scenario.model.Producer;
import io.orderstorm.scenario.model.Scaling;
import io.orderstorm.scenario.model.ServiceTime;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.scenario.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads {@code pipeline}; what is left out has the defaults that are decided here. */
final class PipelineReader {

  /** Each stage's downstream service with its usual service time. */
  private static final Map<String, Downstream> SERVICES = services();

  private static final Stage.Retry RETRY =
      new Stage.Retry(3, Duration.ofMillis(200), Duration.ofSeconds(5));

  private static final Duration SESSION = Duration.ofSeconds(6);
  private static final int BUFFER = 500;

  private static final String[] EXPANDABLE = {"orders", "inventory", "payments", "fulfilment"};

  private PipelineReader() {}

  private static Map<String, Downstream> services() {
    var services = new LinkedHashMap<String, Downstream>();
    services.put("inventory", service("inventory-service", 3, 15));
    services.put("payment", service("payment-provider", 8, 40));
    services.put("fulfilment", service("warehouse", 5, 25));
    services.put("notification", service("email-gateway", 2, 10));
    return services;
  }

  private static Downstream service(String name, int medianMs, int p99Ms) {
    var time = new ServiceTime.Lognormal(Duration.ofMillis(medianMs), Duration.ofMillis(p99Ms));
    return new Downstream(name, time, 32, 32, Duration.ofMillis(500), 0, true);
  }

  static PipelineSpec read(Optional<Section> section) {
    if (section.isEmpty()) {
      return new PipelineSpec(3, true, topics(null, 3), producer(null), stages(null, 12));
    }
    Section pipeline = section.get();
    int brokers = pipeline.optional("brokers", 3, Quantity.whole(1, 5));
    boolean fast =
        pipeline
            .optional("failure-detection", "default", Quantity.oneOf("default", "fast"))
            .equals("fast");
    Topics topics = topics(pipeline.section("topics").orElse(null), brokers);
    var read =
        new PipelineSpec(
            brokers,
            fast,
            topics,
            producer(pipeline.section("producer").orElse(null)),
            stages(pipeline.section("stages").orElse(null), topics.partitions()));
    pipeline.end();
    return read;
  }

  private static Topics topics(@Nullable Section section, int brokers) {
    int usual = Math.min(3, brokers);
    if (section == null) {
      return new Topics(12, usual, Math.max(1, usual - 1), Topics.Key.ORDER, Optional.empty());
    }
    int partitions = section.optional("partitions", 12, Quantity.whole(1, 200));
    int replication = section.optional("replication", usual, Quantity.whole(1, 5));
    if (replication > brokers) {
      throw section
          .position("replication")
          .refuse(
              "must not be above the number of brokers, " + brokers + ", but is " + replication);
    }
    int minInsync =
        section.optional("min-insync", Math.max(1, replication - 1), Quantity.whole(1, 5));
    if (minInsync > replication) {
      throw section
          .position("min-insync")
          .refuse("must not be above the replication, " + replication + ", but is " + minInsync);
    }
    var key = section.optional("key", Topics.Key.ORDER, Quantity.oneOf(Topics.Key.class));
    var expansion = section.section("expand").map(expand -> expansion(expand, partitions));
    section.end();
    return new Topics(partitions, replication, minInsync, key, expansion);
  }

  private static Topics.Expansion expansion(Section section, int partitions) {
    int to = section.required("to", Quantity.whole(2, 200));
    if (to <= partitions) {
      throw section.position("to").refuse("must be above partitions, " + partitions);
    }
    var expansion =
        new Topics.Expansion(
            section.required("topic", Quantity.oneOf(EXPANDABLE)),
            to,
            section.required("lag-above", Quantity.whole(1, 999_999_999)),
            section.optional("for", Duration.ofSeconds(1), Quantity::span));
    section.end();
    return expansion;
  }

  private static Producer producer(@Nullable Section section) {
    if (section == null) {
      return new Producer(
          "all",
          true,
          Duration.ofMillis(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          32L << 20,
          "lz4",
          OptionalInt.empty());
    }
    String acks = section.optional("acks", "all", Quantity.oneOf("all", "1", "0"));
    boolean idempotence = section.optional("idempotence", acks.equals("all"), Quantity::yes);
    if (idempotence && !acks.equals("all")) {
      // the producer would refuse it too, but only when the brokers are up
      throw section
          .position("idempotence")
          .refuse("needs acks: all, but acks is " + acks + "; left out, it follows acks");
    }
    Duration linger = section.optional("linger", Duration.ofMillis(5), Quantity::duration);
    Duration timeout = section.optional("delivery-timeout", Duration.ofSeconds(30), Quantity::span);
    Duration maxBlock = section.optional("max-block", Duration.ofSeconds(60), Quantity::duration);
    long buffer = section.optional("buffer", 32L << 20, Quantity::bytes);
    String compression =
        section.optional(
            "compression", "lz4", Quantity.oneOf("none", "lz4", "zstd", "snappy", "gzip"));
    OptionalInt unanswered =
        section
            .section("throttle")
            .map(PipelineReader::throttle)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty());
    section.end();
    return new Producer(
        acks, idempotence, linger, timeout, maxBlock, buffer, compression, unanswered);
  }

  private static int throttle(Section section) {
    int unanswered = section.required("unanswered", Quantity.whole(1, 10_000_000));
    section.end();
    return unanswered;
  }

  private static List<Stage> stages(@Nullable Section section, int partitions) {
    var stages = new ArrayList<Stage>();
    SERVICES.forEach((name, service) -> stages.add(stage(name, service, section, partitions)));
    if (section != null) {
      section.end();
    }
    return stages;
  }

  private static Stage stage(
      String name, Downstream usual, @Nullable Section stages, int partitions) {
    Section section = stages == null ? null : stages.section(name).orElse(null);
    if (section == null) {
      return new Stage(
          name,
          2,
          usual,
          RETRY,
          Stage.OnOutage.PAUSE,
          Stage.Batch.USUAL,
          BUFFER,
          Optional.empty(),
          SESSION,
          Optional.empty());
    }
    int consumers = section.optional("consumers", 2, Quantity.whole(1, 64));
    var stage =
        new Stage(
            name,
            consumers,
            downstream(section.section("downstream").orElse(null), usual),
            retry(section.section("retry").orElse(null)),
            section.optional(
                "on-outage", Stage.OnOutage.PAUSE, Quantity.oneOf(Stage.OnOutage.class)),
            section.section("batch").map(PipelineReader::batch).orElse(Stage.Batch.USUAL),
            section.optional("buffer", BUFFER, Quantity.whole(1, 100_000)),
            section.section("scale").map(scale -> scaling(scale, consumers, partitions)),
            section.optional("session", SESSION, PipelineReader::session),
            section.section("dead-letter-limit").map(PipelineReader::deadLetterLimit));
    section.end();
    return stage;
  }

  private static Stage.DeadLetterLimit deadLetterLimit(Section section) {
    double share = section.required("share", Quantity::ratio);
    if (share <= 0 || share >= 1) {
      throw section.position("share").refuse("must be above 0% and below 100%");
    }
    var limit =
        new Stage.DeadLetterLimit(
            share,
            section.optional("over", 100, Quantity.whole(1, 100_000)),
            section.optional("pause", Duration.ofSeconds(5), Quantity::span));
    section.end();
    return limit;
  }

  private static Scaling scaling(Section section, int consumers, int partitions) {
    int upTo = section.required("up-to", Quantity.whole(1, 64));
    if (upTo <= consumers || upTo > partitions) {
      throw section
          .position("up-to")
          .refuse(
              "must be above consumers, "
                  + consumers
                  + ", and not above the topics' partitions, "
                  + partitions
                  + ", but is "
                  + upTo);
    }
    int above = section.required("lag-above", Quantity.whole(1, 999_999_999));
    int below = section.optional("lag-below", above / 10, Quantity.whole(0, 999_999_999));
    if (below >= above) {
      throw section
          .position("lag-below")
          .refuse("must be less than lag-above, " + above + ", but is " + below);
    }
    var scaling =
        new Scaling(
            upTo,
            above,
            below,
            section.optional("for", Duration.ofSeconds(1), Quantity::span),
            section.optional("settled", Duration.ofSeconds(15), Quantity::span),
            section.optional("cooldown", Duration.ofSeconds(5), Quantity::span),
            section.optional("step", 1, Quantity.whole(1, 64)));
    section.end();
    return scaling;
  }

  private static Duration session(String text) {
    Duration session = Quantity.span(text);
    if (session.toMillis() < 500 || session.toMinutes() > 30) {
      throw new IllegalArgumentException(
          "a consumer's session is 500ms to 30m, but is '" + text + "'");
    }
    return session;
  }

  private static Downstream downstream(@Nullable Section section, Downstream usual) {
    if (section == null) {
      return usual;
    }
    int concurrency =
        section.optional("concurrency", usual.concurrency(), Quantity.whole(1, 10_000));
    var downstream =
        new Downstream(
            usual.service(),
            section.optional("service-time", usual.serviceTime(), Quantity::serviceTime),
            section.optional("capacity", concurrency, Quantity.whole(1, 10_000)),
            concurrency,
            section.optional("timeout", usual.timeout(), Quantity::span),
            section.optional("error-rate", usual.errorRatio(), Quantity::ratio),
            section
                .optional("idempotency", "honoured", Quantity.oneOf("honoured", "ignored"))
                .equals("honoured"));
    section.end();
    return downstream;
  }

  private static Stage.Batch batch(Section section) {
    Stage.Batch usual = Stage.Batch.USUAL;
    var batch =
        new Stage.Batch(
            section.optional("fetch-min", usual.fetchMinBytes(), PipelineReader::fetchMin),
            section.optional("fetch-wait", usual.fetchMaxWait(), PipelineReader::upToASecond),
            section.optional("gather", usual.gather(), PipelineReader::upToASecond),
            section.optional("linger", usual.linger(), PipelineReader::upToASecond),
            section.section("under-lag").map(PipelineReader::underLag));
    section.end();
    return batch;
  }

  private static Stage.UnderLag underLag(Section section) {
    var underLag =
        new Stage.UnderLag(
            section.required("lag-above", Quantity.whole(1, 999_999_999)),
            section.required("gather", PipelineReader::upToASecond));
    section.end();
    return underLag;
  }

  private static int fetchMin(String text) {
    long bytes = Quantity.bytes(text);
    if (bytes < 1 || bytes > 1 << 20) {
      throw new IllegalArgumentException("must be 1B to 1MiB, but is '" + text + "'");
    }
    return (int) bytes;
  }

  private static Duration upToASecond(String text) {
    Duration wait = Quantity.duration(text);
    if (wait.toMillis() > 1_000) {
      throw new IllegalArgumentException("must be 0s to 1s, but is '" + text + "'");
    }
    return wait;
  }

  private static Stage.Retry retry(@Nullable Section section) {
    if (section == null) {
      return RETRY;
    }
    int attempts = section.optional("attempts", RETRY.attempts(), Quantity.whole(1, 100));
    List<Duration> backoff =
        section.optional(
            "backoff", List.of(RETRY.firstBackoff(), RETRY.lastBackoff()), Quantity::durations);
    section.end();
    return new Stage.Retry(attempts, backoff.get(0), backoff.get(1));
  }
}
