package io.orderstorm.fault;

import java.time.Duration;
import java.util.Locale;

/** A process dies, stops or freezes, and is back when the fault ends. */
public record ProcessFault(String name, Duration at, Duration lasting, Action action, Target target)
    implements Fault {

  public ProcessFault {
    Required.window(name, at, lasting);
  }

  @Override
  public String describe() {
    return target.text() + " " + action.words;
  }

  @Override
  public ProcessFault occurrence(String name, Duration at) {
    return new ProcessFault(name, at, lasting, action, target);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.process(this);
  }

  /** What happens to the process. */
  public enum Action {
    /** SIGKILL; started again when the fault ends. */
    KILL("is killed without warning"),
    /** SIGTERM; started again when the fault ends. */
    STOP("is asked to stop"),
    /** SIGSTOP; SIGCONT when the fault ends. */
    PAUSE("is frozen"),
    /** Stopped and started again at once; the fault's length only bounds its window. */
    RESTART("is restarted"),
    /**
     * Stopped and started again, one process after another; the next has to wait until the one
     * before is back at full strength.
     */
    ROLLING_RESTART("are restarted one after another"),
    /**
     * Whatever the process writes to a file fails from now on, as on a full disk; there is room
     * again when the fault ends, and the process is started again if it ended itself.
     */
    FILL_DISK("finds its disk full"),
    /**
     * The consumers of a stage are asked to stop. Before they are started again, when the fault
     * ends, their group's place is lost: it goes on at the end of its topics, and what lies between
     * it is never given. So it happens when offsets expire, or somebody resets them to the latest.
     */
    LOSE_OFFSETS("is asked to stop, and goes on at the end of its topics");

    private final String words;

    Action(String words) {
      this.words = words;
    }

    /** As a scenario writes it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads {@code kill}, {@code stop}, {@code pause}, {@code restart}, {@code rolling-restart},
     * {@code fill-disk} or {@code lose-offsets}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Action parse(String text) {
      for (var action : values()) {
        if (action.text().equals(text)) {
          return action;
        }
      }
      throw new IllegalArgumentException(
          "A process fault is kill, stop, pause, restart, rolling-restart, fill-disk or"
              + " lose-offsets, but is '"
              + text
              + "'");
    }
  }
}
