package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.event.UndecodableEventException;
import io.orderstorm.simulator.stage.Decision.Call;
import io.orderstorm.simulator.stage.Decision.Emit;
import io.orderstorm.simulator.stage.Decision.Ignore;
import io.orderstorm.simulator.stage.Decision.Invalid;
import io.orderstorm.simulator.stage.Decision.Note;
import io.orderstorm.simulator.store.Handled;
import io.orderstorm.simulator.store.OrderHistory;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a decision may still come to when an event is handled again under a higher revision. A
 * correction makes an outcome again, or makes the one that was never made. It does not turn an
 * outcome into its opposite: later stages have acted on the first one, goods are on their way or
 * stock was given back, and no replay undoes that. Such an event goes to the dead letters, where
 * people decide. Pure.
 *
 * <p>A service's refusal stands without being asked for again, since the service might do what it
 * refused, for an order that was compensated meanwhile.
 */
final class Correction {

  /** Error class of a correction that would contradict what was decided and acted upon. */
  static final String ERROR_CLASS = "CorrectionConflict";

  private static final String ANSWERED = "HTTP ";

  private Correction() {}

  /**
   * Decides on an event anew. A cancellation that came after the first decision changes the new one
   * no more than it changed that.
   *
   * @param rootId the event's id at revision 0
   * @param revision above 0
   */
  static Decision decide(
      StageLogic logic, OrderEvent event, OrderHistory history, UUID rootId, int revision) {
    Optional<Handled> earlier = history.before(rootId, revision);
    Decision now = of(logic.decide(event, history), earlier, revision);
    if (!isConflict(now) || !history.cancelled()) {
      return now;
    }
    OrderHistory then = history.withoutCancellation();
    Decision before = of(logic.decide(event, then), earlier, revision);
    return isConflict(before) ? now : before;
  }

  private static boolean isConflict(Decision decision) {
    return decision instanceof Invalid invalid && invalid.errorClass().equals(ERROR_CLASS);
  }

  /**
   * The decision, if it may stand.
   *
   * @param earlier what the stage did with the event under the highest of the lower revisions
   */
  static Decision of(Decision decision, Optional<Handled> earlier, int revision) {
    Handled.Outcome outcome = earlier.map(Handled::outcome).orElse(null);
    return outcome == null ? decision : decision.match(new Second(decision, outcome, revision));
  }

  /** How a service's refusal is told, so that it can be told from a handler's own. */
  static String refusal(int status) {
    return ANSWERED + status;
  }

  /** A second decision about an event that has an outcome. */
  private record Second(Decision decision, Handled.Outcome outcome, int revision)
      implements Decision.Cases<Decision> {

    @Override
    public Decision call(Call call) {
      if (outcome.type() == call.onSuccess()) {
        return call; // the service knows the key, and does nothing again
      }
      Optional<String> detail = detail();
      boolean refused = outcome.type() == call.onRefused();
      return refused && detail.filter(text -> text.startsWith(ANSWERED)).isPresent()
          ? new Emit(outcome.type(), detail.get())
          : conflict(call.onSuccess());
    }

    @Override
    public Decision emit(Emit emit) {
      return emit.outcome() == outcome.type() ? emit : conflict(emit.outcome());
    }

    @Override
    public Decision note(Note note) {
      return conflict(null);
    }

    @Override
    public Decision ignore(Ignore ignore) {
      return conflict(null);
    }

    @Override
    public Decision invalid(Invalid invalid) {
      return invalid;
    }

    private Optional<String> detail() {
      try {
        return Optional.of(EventCodec.decode(outcome.bytes()).detail());
      } catch (UndecodableEventException e) {
        return Optional.empty();
      }
    }

    private Decision conflict(@Nullable EventType wanted) {
      return new Invalid(
          ERROR_CLASS,
          "revision "
              + revision
              + " would make "
              + (wanted == null ? "nothing" : wanted.text())
              + " of what was "
              + outcome.type().text()
              + " before, and has been acted upon");
    }
  }
}
