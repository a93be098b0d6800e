package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.client.NamedConsumer;
import io.orderstorm.simulator.downstream.DownstreamClient;
import io.orderstorm.simulator.downstream.EventLoop;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.time.RunClock;
import io.orderstorm.simulator.topic.StageName;
import io.orderstorm.simulator.topic.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running stage: its consumers, and the client and producer that they share. */
public final class Stage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
  private static final int FAILURES_TO_OPEN = 10;

  /** Consumers look round every few milliseconds: what they hand in ahead keeps a service busy. */
  private static final int CALLS_AHEAD = 2;

  private static final Duration PROBE_EVERY = Duration.ofMillis(200);
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration LAST_PRODUCE = Duration.ofSeconds(5);
  private static final Duration SHADOW_ENDS = Duration.ofSeconds(4);

  private final StageContext context;
  private final KafkaProducer<byte[], byte[]> producer;
  private final FatalListener fatal;
  private final List<Member> members = new ArrayList<>();
  private final Deque<Member> added = new ArrayDeque<>();
  private @Nullable Shadow shadow;
  private @Nullable Thread shadowThread;
  private boolean stopping;

  /** A consumer on its thread. */
  private record Member(StageConsumer consumer, Thread thread) {
    static Member start(StageConsumer consumer) {
      var member = new Member(consumer, new Thread(consumer, consumer.who()));
      member.thread.start();
      return member;
    }
  }

  private Stage(StageContext context, KafkaProducer<byte[], byte[]> producer, FatalListener fatal) {
    this.context = context;
    this.producer = producer;
    this.fatal = fatal;
  }

  /**
   * Starts a stage's consumers. They join their group in the background; {@link
   * StageEvent#ASSIGNED} tells when.
   *
   * @param loop for the calls to the stage's service
   * @param fatal told when a consumer stops of itself
   */
  public static Stage start(
      EventLoop loop,
      StageSettings settings,
      OrderProfile profile,
      OrderStore store,
      StageRecorder recorder,
      RunClock clock,
      FatalListener fatal) {
    var downstream =
        new DownstreamClient(
            loop,
            settings.downstreamUrl(),
            settings.concurrency(),
            settings.concurrencyOf(settings.mostConsumers()),
            settings.callTimeout());
    downstream.warmUp(WARM_UP);
    var producer = new KafkaProducer<byte[], byte[]>(ClientSettings.producer(settings));
    var context =
        new StageContext(
            settings,
            new Versions(StageLogic.of(settings.name(), profile), settings.candidate()),
            new Envelopes(settings.name(), TopicCatalogue.shipped()),
            store,
            downstream,
            new CircuitBreaker(FAILURES_TO_OPEN, PROBE_EVERY),
            new OverflowBreaker(settings.deadLetterLimit()),
            new CallSlots(CALLS_AHEAD * settings.concurrency()),
            new Gathering(settings.tuning().gather()),
            new Semaphore(1),
            producer,
            recorder,
            clock);
    var stage = new Stage(context, producer, fatal);
    // One more for the retry topics: brokers look at every partition of a fetch, full or empty.
    settings.members().stream()
        .sorted()
        .forEach(
            index -> {
              boolean retries = index == settings.consumers();
              stage.members.add(Member.start(consumer(context, index, retries, fatal)));
            });
    return stage;
  }

  /**
   * Has so many consumers for the stage's topics from now on, but no fewer than at its start and no
   * more than its settings allow. One that is added joins the group in the background; one that is
   * taken away finishes what it has begun first. Each brings, or takes, its share of the calls that
   * may be under way.
   *
   * @return how many there are now
   */
  public synchronized int scaleTo(int consumers) {
    StageSettings settings = context.settings();
    int wanted = Math.max(settings.consumers(), Math.min(settings.mostConsumers(), consumers));
    int before = settings.consumers() + added.size();
    if (stopping || wanted == before) {
      return before;
    }
    int calls = settings.concurrencyOf(wanted);
    context.slots().change(CALLS_AHEAD * (calls - settings.concurrencyOf(before)));
    context.downstream().allow(calls);
    while (settings.consumers() + added.size() < wanted) {
      // numbered behind the one for the retry topics
      int index = settings.consumers() + 1 + added.size();
      Member member = Member.start(consumer(context, index, false, fatal));
      members.add(member);
      added.push(member);
    }
    while (settings.consumers() + added.size() > wanted) {
      added.pop().consumer().stop();
    }
    return wanted;
  }

  private static StageConsumer consumer(
      StageContext context, int index, boolean retries, FatalListener fatal) {
    StageName name = context.name();
    String who = name.group() + (retries ? "-retry" : "-" + index);
    var notes = new Notes(context.recorder(), context.clock(), index, who);
    var kafka =
        new KafkaConsumer<byte[], byte[]>(
            retries
                ? ClientSettings.retryConsumer(context.settings(), who)
                : ClientSettings.consumer(context.settings(), who));
    List<String> topics =
        retries ? name.reads().stream().map(name::retryTopic).toList() : name.reads();
    var named = new NamedConsumer(kafka, context.settings().cluster().names());
    return new StageConsumer(context, named, topics, notes, fatal);
  }

  /** Has deliveries wait so long for others from now on: larger batches, or smaller ones. */
  public void gather(Duration wait) {
    context.gathering().change(wait);
  }

  /**
   * Gives the candidate a share of the keys from now on; 0 takes all of them back. What is in hand
   * is finished by the version that has it.
   *
   * @param share from 0 to 1
   * @throws IllegalArgumentException if the stage has no candidate
   */
  public void canary(double share) {
    context.versions().share(share);
  }

  /**
   * Has the candidate decide beside the stable version, without effects, or no longer.
   *
   * @throws IllegalArgumentException if the stage has no candidate
   */
  public synchronized void shadow(boolean on) {
    if (!context.versions().areCompared()) {
      throw new IllegalArgumentException("there is no candidate");
    }
    Shadow running = shadow;
    if (on && running == null && !stopping) {
      String who = context.name().group() + "-shadow";
      var kafka = new KafkaConsumer<byte[], byte[]>(ClientSettings.shadow(context.settings(), who));
      var named = new NamedConsumer(kafka, context.settings().cluster().names());
      var started = new Shadow(context, named);
      shadow = started;
      var thread = new Thread(started, who);
      thread.setDaemon(true);
      thread.start();
      shadowThread = thread;
    } else if (!on && running != null) {
      running.stop();
      shadow = null;
    }
  }

  /** Asks all consumers to finish what they have begun; {@link #close} waits for them. */
  public synchronized void stop() {
    stopping = true;
    if (shadow != null) {
      shadow.stop();
    }
    members.forEach(member -> member.consumer().stop());
  }

  /** What it still decides has to be written before its records are closed. */
  private void awaitShadow() {
    Thread thread;
    synchronized (this) {
      thread = shadowThread;
    }
    if (thread != null) {
      try {
        thread.join(SHADOW_ENDS.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized List<Member> everyMember() {
    return List.copyOf(members);
  }

  @Override
  public void close() {
    stop();
    Duration patience = context.settings().callTimeout().plusSeconds(10);
    for (Member member : everyMember()) {
      try {
        member.thread().join(patience.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (member.thread().isAlive()) {
        LOG.warn("{} has not ended within {}", member.thread().getName(), patience);
      }
    }
    awaitShadow();
    producer.close(LAST_PRODUCE);
    context.downstream().close();
  }
}
