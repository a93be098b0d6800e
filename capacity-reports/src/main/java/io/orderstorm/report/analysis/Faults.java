package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.FaultReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the event log says of each fault of the scenario, and of faults that the scenario does not
 * know.
 */
final class Faults {

  private Faults() {}

  static List<FaultWindow> of(List<RunEvent> log, List<ExpectedFault> expected) {
    List<FaultWindow> windows = new ArrayList<>();
    for (ExpectedFault fault : expected) {
      windows.add(window(log, fault));
    }
    for (RunEvent event : log) {
      String name = event.text("fault");
      boolean known = windows.stream().anyMatch(w -> w.fault().name().equals(name));
      if (event.is(RunEvent.FAULT_INJECTED) && !known) {
        windows.add(window(log, unexpected(event, name)));
      }
    }
    return windows;
  }

  private static ExpectedFault unexpected(RunEvent event, String name) {
    String kind = event.text("kind").toUpperCase(Locale.ROOT);
    for (ExpectedFault.Kind known : ExpectedFault.Kind.values()) {
      if (known.name().equals(kind)) {
        return new ExpectedFault(name, known, "", "not in the scenario");
      }
    }
    return new ExpectedFault(name, ExpectedFault.Kind.PROCESS, "", "not in the scenario");
  }

  private static FaultWindow window(List<RunEvent> log, ExpectedFault fault) {
    RunEvent injected = find(log, fault, e -> e.is(RunEvent.FAULT_INJECTED));
    RunEvent reverted = find(log, fault, e -> e.is(RunEvent.FAULT_REVERTED));
    RunEvent effect = find(log, fault, e -> e.is(RunEvent.FAULT_EFFECT));
    Boolean effective = effect == null ? null : effect.flag("effective");
    String evidence = effect == null ? "" : effect.text("evidence");
    if (evidence.isEmpty() && injected != null) {
      evidence = injected.text("evidence");
    }
    return new FaultWindow(
        fault,
        injected == null ? FaultWindow.NEVER : injected.timeNanos(),
        reverted == null ? FaultWindow.NEVER : reverted.timeNanos(),
        effective,
        evidence);
  }

  private static @Nullable RunEvent find(
      List<RunEvent> log, ExpectedFault fault, Predicate<RunEvent> wanted) {
    return log.stream()
        .filter(wanted)
        .filter(e -> e.text("fault").equals(fault.name()))
        .findFirst()
        .orElse(null);
  }

  static FaultReport report(FaultWindow window, Clock clock) {
    return new FaultReport(
        window.fault().name(),
        window.fault().kind().spelling(),
        window.fault().target(),
        window.fault().description(),
        instant(window.injected()),
        instant(window.reverted()),
        window.wasInjected() ? clock.sinceLoad(window.injected()) : null,
        window.wasReverted() ? clock.sinceLoad(window.reverted()) : null,
        Boolean.TRUE.equals(window.effective()),
        window.evidence());
  }

  private static @Nullable Instant instant(long nanos) {
    return nanos == FaultWindow.NEVER
        ? null
        : Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L);
  }
}
