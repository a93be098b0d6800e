package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RunEvent;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operator at work, on a thread of its own. What makes it stop is in the run's log. */
final class Shift implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shift.class);

  /** A replay that is told to end commits what it has first. */
  private static final long ENDS_WITHIN_MILLIS = 40_000;

  private final Operator operator;
  private final Site site;
  private final Thread thread;

  private Shift(Operator operator, Site site) {
    this.operator = operator;
    this.site = site;
    this.thread = new Thread(this::work, "operator");
  }

  static Shift begin(Operator operator, Site site) {
    var shift = new Shift(operator, site);
    shift.thread.start();
    return shift;
  }

  private void work() {
    try {
      operator.work(site);
    } catch (InterruptedException ended) {
      LOG.info("the operator was sent home");
    } catch (RuntimeException e) {
      LOG.error("the operator can't go on", e);
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      site.note(RunEvent.OPERATOR_FAILED, Map.of("reason", reason));
      site.say("the operator can't go on: " + reason);
    }
  }

  boolean isOver() {
    return !thread.isAlive();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(ENDS_WITHIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
