package io.orderstorm.fault.injection;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.Target;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An environment of words: what is done to it is written down. */
final class FakePorts implements LinkPort, ProcessPort, MessagePort, DownstreamPort {

  final List<String> log = new CopyOnWriteArrayList<>();
  final Set<String> dead = ConcurrentHashMap.newKeySet();
  volatile List<String> proxies = List.of("way");
  volatile List<String> bypasses = List.of();
  volatile List<String> members = List.of("broker-2");
  volatile Optional<ProcessHandle> handle = Optional.empty();
  volatile int failuresToStart;
  volatile boolean hangs;
  volatile boolean deaf;
  volatile String neverBack = "";
  volatile boolean refuses;
  volatile boolean unfelt;

  FaultPorts at(URI toxiproxy) {
    return new FaultPorts(toxiproxy, this, this, this, this);
  }

  @Override
  public List<String> proxies(LinkSelector link) {
    log.add("resolve " + link.text());
    return proxies;
  }

  @Override
  public List<String> bypasses(LinkSelector link) {
    return bypasses;
  }

  @Override
  public List<String> resolve(Target target) {
    log.add("resolve " + target.text());
    return members;
  }

  @Override
  public Optional<ProcessHandle> handle(String process) {
    return handle;
  }

  @Override
  public Effect kill(String process) throws Exception {
    log.add("kill " + process);
    dead.add(process);
    if (hangs) {
      Thread.sleep(600_000);
    }
    while (deaf) {
      Thread.onSpinWait();
    }
    if (refuses) {
      throw new IllegalStateException("no permission");
    }
    return Effect.seen(process + " (pid 4711) no longer alive");
  }

  @Override
  public Effect stop(String process) {
    log.add("stop " + process);
    dead.add(process);
    return Effect.seen(process + " ended");
  }

  @Override
  public Effect pause(String process) {
    log.add("pause " + process);
    return Effect.seen(process + " is frozen");
  }

  @Override
  public Effect resume(String process) {
    log.add("resume " + process);
    return Effect.seen(process + " goes on");
  }

  @Override
  public Effect loseOffsets(String process) {
    log.add("lose offsets of " + process);
    return Effect.seen("12 records were passed over");
  }

  @Override
  public Effect start(String process) {
    if (failuresToStart > 0) {
      failuresToStart--;
      return Effect.missing("still registered");
    }
    log.add("start " + process);
    if (process.equals(neverBack)) {
      await();
    }
    dead.remove(process);
    return Effect.seen("came back after 3.4 s");
  }

  private static void await() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start(MessageFault fault) {
    log.add("poison " + fault.topic());
  }

  @Override
  public Effect stop(MessageFault fault) {
    log.add("no poison " + fault.topic());
    return Effect.seen("37 records added");
  }

  @Override
  public void set(DownstreamFault fault) {
    log.add("set " + fault.describe());
  }

  @Override
  public Effect reset(DownstreamFault fault) {
    log.add("reset " + fault.service());
    return new Effect(!unfelt, unfelt ? "no call felt it" : "204 calls felt it");
  }
}
