package io.orderstorm.fault.injection;

import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.lease.ProcessMark;
import io.orderstorm.fault.lease.Reversal;
import io.orderstorm.fault.lease.Reversals;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Processes die or freeze, and come back. */
final class ProcessIntervention implements Intervention {

  private final ProcessFault fault;
  private final ProcessPort port;
  private final Reversals reversals;
  private final Map<String, Reversals.Held> held = new ConcurrentHashMap<>();
  private final List<String> touched = new CopyOnWriteArrayList<>();
  private final List<Effect> harm = new CopyOnWriteArrayList<>();
  private final Set<String> placeLost = ConcurrentHashMap.newKeySet();
  private final Map<String, String> recovery = new HashMap<>();

  ProcessIntervention(ProcessFault fault, ProcessPort port, Reversals reversals) {
    this.fault = fault;
    this.port = port;
    this.reversals = reversals;
  }

  @Override
  public String inject() throws Exception {
    var processes = port.resolve(fault.target());
    if (processes.isEmpty()) {
      throw new IllegalStateException("no process is meant by " + fault.target().text());
    }
    for (var process : processes) {
      touched.add(process);
      Effect done = harm(process);
      harm.add(done);
      if (fault.action() == ProcessFault.Action.ROLLING_RESTART && !done.effective()) {
        break; // the next must not go while this one is not back
      }
    }
    return String.join(", ", processes)
        + " for "
        + fault.target().text()
        + ": "
        + Effect.all(harm).evidence();
  }

  private Effect harm(String process) throws Exception {
    return switch (fault.action()) {
      case KILL -> port.kill(process);
      case STOP, LOSE_OFFSETS -> port.stop(process);
      case PAUSE -> pause(process);
      case RESTART, ROLLING_RESTART -> restart(process);
      case FILL_DISK -> port.fillDisk(process);
    };
  }

  private Effect pause(String process) throws Exception {
    var mark = port.handle(process).flatMap(ProcessMark::of);
    if (mark.isPresent()) {
      held.put(process, reversals.hold(new Reversal.ContinueProcess(mark.get())));
    }
    return port.pause(process);
  }

  private Effect restart(String process) throws Exception {
    var stopped = port.stop(process);
    return Effect.all(List.of(stopped, port.start(process)));
  }

  @Override
  public String revert() throws Exception {
    AllAtOnce.reverse(touched, this::recover);
    return recovered();
  }

  private void recover(String process) throws Exception {
    remember(process, back(process));
    strikeOut(process);
  }

  private Effect back(String process) throws Exception {
    return switch (fault.action()) {
      case PAUSE -> port.resume(process);
      case FILL_DISK -> port.freeDisk(process);
      case LOSE_OFFSETS -> backWithoutItsPlace(process);
      case KILL, STOP, RESTART, ROLLING_RESTART -> port.start(process);
    };
  }

  /** Once lost, a place is not lost again when it can't be started at the first try. */
  private Effect backWithoutItsPlace(String process) throws Exception {
    if (placeLost.add(process)) {
      harm.add(port.loseOffsets(process));
    }
    return port.start(process);
  }

  private void strikeOut(String process) throws IOException {
    var reversal = held.remove(process);
    if (reversal != null) {
      reversal.done();
    }
  }

  private synchronized void remember(String process, Effect effect) {
    if (!effect.effective()) {
      throw new IllegalStateException(process + " is not back: " + effect.evidence());
    }
    recovery.putIfAbsent(process, effect.evidence());
  }

  private synchronized String recovered() {
    return touched.stream()
        .map(process -> recovery.getOrDefault(process, ""))
        .distinct()
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining("; "));
  }

  @Override
  public Effect effect(Effect probed) {
    return Effect.all(harm).and(recovered());
  }
}
