package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.Alert;
import io.orderstorm.report.result.ObjectiveResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline's own monitoring did: which fault each alert tells of, how soon it was raised,
 * and whether that is what was promised.
 *
 * <p>An alert tells of the fault that was injected last before it and is still felt: until every
 * stage is back, or, of a fault that only adds messages, until it ends. Dead letters lie there to
 * the end, so alerts about them may come later; one about their age tells of what was felt when the
 * oldest was written. An alert of no fault is a false alarm.
 */
final class AlertReview {

  /**
   * Ends the name of the alert that a stage raises when too many of its events were dead letters.
   */
  private static final String OVERFLOW = "-dead-letter-overflow";

  private final List<Raised> raised;
  private final List<FaultWindow> faults;
  private final Recoveries recoveries;
  private final Clock clock;

  /** An alert from its beginning to its end; MAX_VALUE if it stood to the end of the run. */
  private record Raised(RunEvent event, long cleared) {
    boolean is(String name) {
      return event.text("name").equals(name);
    }

    long at() {
      return event.timeNanos();
    }

    boolean isOfDeadLetters() {
      return !Double.isNaN(event.number("added"))
          || isOfAge()
          || event.text("name").endsWith(OVERFLOW);
    }

    private boolean isOfAge() {
      return !Double.isNaN(event.number("oldestSeconds"));
    }

    /** When what it is about came to be. */
    long causedAt() {
      return isOfAge() ? at() - Math.round(event.number("oldestSeconds") * 1e9) : at();
    }
  }

  AlertReview(List<RunEvent> log, List<FaultWindow> faults, Recoveries recoveries, Clock clock) {
    this.raised =
        log.stream()
            .filter(event -> event.is(RunEvent.ALERT))
            .map(event -> new Raised(event, cleared(log, event)))
            .toList();
    this.faults = faults;
    this.recoveries = recoveries;
    this.clock = clock;
  }

  private static long cleared(List<RunEvent> log, RunEvent raised) {
    return log.stream()
        .filter(event -> event.is(RunEvent.ALERT_CLEARED))
        .filter(event -> event.text("name").equals(raised.text("name")))
        .mapToLong(RunEvent::timeNanos)
        .filter(time -> time >= raised.timeNanos())
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** Every alert of the run, in the order in which they were raised. */
  List<Alert> report() {
    return raised.stream().map(this::report).toList();
  }

  private Alert report(Raised alert) {
    Optional<FaultWindow> fault = felt(alert);
    return new Alert(
        alert.event().text("name"),
        alert.event().text("stage"),
        alert.event().text("severity"),
        clock.sinceLoad(alert.at()),
        alert.cleared() == Long.MAX_VALUE ? null : clock.sinceLoad(alert.cleared()),
        fault.map(of -> of.fault().name()).orElse(null),
        fault.map(of -> Clock.seconds(alert.at() - of.injected())).orElse(null),
        alert.event().text("detail"));
  }

  private Optional<FaultWindow> felt(Raised alert) {
    long time = alert.causedAt();
    FaultWindow last = null;
    for (FaultWindow fault : faults) {
      boolean later = last == null || fault.injected() >= last.injected();
      if (fault.wasInjected() && fault.injected() <= time && time <= until(fault, alert) && later) {
        last = fault;
      }
    }
    return Optional.ofNullable(last);
  }

  private long until(FaultWindow fault, Raised alert) {
    if (fault.interrupts()) {
      return recoveries.feltUntil(fault);
    }
    return alert.isOfDeadLetters() || !fault.wasReverted() ? Long.MAX_VALUE : fault.reverted();
  }

  List<ObjectiveResult> judge(Objectives.Alerting promised) {
    var results = new ArrayList<ObjectiveResult>();
    promised.expected().forEach(expected -> judge(expected, results));
    Integer most = promised.falseAlarms();
    if (most != null) {
      List<String> alarms =
          raised.stream()
              .filter(alert -> alert.at() >= clock.loadStart() && felt(alert).isEmpty())
              .map(alert -> alert.event().text("name"))
              .toList();
      String which = alarms.isEmpty() ? "" : ": " + String.join(", ", alarms);
      results.add(
          new ObjectiveResult(
              "alerts.false-alarms", "≤ " + most, alarms.size() + which, alarms.size() <= most));
    }
    return results;
  }

  private void judge(Objectives.ExpectedAlert expected, List<ObjectiveResult> results) {
    String name = "alerts." + expected.name();
    double within = Clock.seconds(expected.within().toNanos());
    String target = format("raised ≤ %.2f s after %s", within, expected.fault());
    Optional<FaultWindow> found =
        faults.stream().filter(fault -> fault.fault().name().equals(expected.fault())).findFirst();
    if (found.isEmpty() || !found.get().wasInjected()) {
      results.add(new ObjectiveResult(name, target, "the fault was never injected", null));
      return;
    }
    FaultWindow fault = found.get();
    Optional<Raised> stood =
        raised.stream()
            .filter(a -> a.is(expected.name()))
            .filter(a -> a.at() < fault.injected() && a.cleared() > fault.injected())
            .findFirst();
    if (stood.isPresent()) {
      results.add(new ObjectiveResult(name, target, "stood before the fault already", null));
      return;
    }
    Optional<Raised> first =
        raised.stream()
            .filter(alert -> alert.is(expected.name()) && alert.at() >= fault.injected())
            .findFirst();
    results.add(
        first
            .map(
                alert ->
                    detected(name, target, Clock.seconds(alert.at() - fault.injected()), within))
            .orElseGet(() -> new ObjectiveResult(name, target, "never raised", false)));
    if (expected.clearsWithin() != null) {
      results.add(
          cleared(
              name + ".clears", Clock.seconds(expected.clearsWithin().toNanos()), fault, expected));
    }
  }

  private static ObjectiveResult detected(
      String name, String target, double seconds, double within) {
    return new ObjectiveResult(name, target, format("%.2f s", seconds), seconds <= within);
  }

  /** The last alert that the fault raised has to be over in time. */
  private ObjectiveResult cleared(
      String name, double within, FaultWindow fault, Objectives.ExpectedAlert expected) {
    String target = format("over ≤ %.2f s after the end of %s", within, expected.fault());
    if (!fault.wasReverted()) {
      return new ObjectiveResult(name, target, "the fault was never reverted", null);
    }
    @Nullable Raised last = null;
    for (Raised alert : raised) {
      boolean ofFault = felt(alert).filter(fault::equals).isPresent();
      last = alert.is(expected.name()) && ofFault ? alert : last;
    }
    if (last == null) {
      return new ObjectiveResult(name, target, "never raised", false);
    }
    if (last.cleared() == Long.MAX_VALUE) {
      boolean inTime = Clock.seconds(clock.end() - fault.reverted()) < within;
      return new ObjectiveResult(name, target, "stood to the end", inTime ? null : false);
    }
    double seconds = Math.max(0, Clock.seconds(last.cleared() - fault.reverted()));
    return new ObjectiveResult(name, target, format("%.2f s", seconds), seconds <= within);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
