package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.order.EffectType;
import org.jspecify.annotations.Nullable;

/** What an event comes to, before anything is done about it. */
sealed interface Decision {

  <R> R match(Cases<R> cases);

  /**
   * The service has to be called.
   *
   * @param onRefused the outcome if the service says no; null if it has no right to
   */
  record Call(EffectType effect, EventType onSuccess, @Nullable EventType onRefused, String detail)
      implements Decision {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.call(this);
    }
  }

  /** The outcome is clear without a call. */
  record Emit(EventType outcome, String detail) implements Decision {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.emit(this);
    }
  }

  /** To be remembered, without outcome. */
  record Note() implements Decision {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.note(this);
    }
  }

  /** None of this stage's business. */
  record Ignore() implements Decision {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ignore(this);
    }
  }

  /** Nobody can handle this. */
  record Invalid(String errorClass, String message) implements Decision {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.invalid(this);
    }
  }

  /** What to do in each case. */
  interface Cases<R> {
    R call(Call decision);

    R emit(Emit decision);

    R note(Note decision);

    R ignore(Ignore decision);

    R invalid(Invalid decision);
  }
}
