package io.orderstorm.scenario.engine;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.injection.DownstreamPort;
import io.orderstorm.fault.injection.Effect;
import java.time.Duration;

/** Lets downstream services misbehave: a command to their process, answered when it is done. */
final class DownstreamControl implements DownstreamPort {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  /** A fault's mode as the backends' process understands it; times in milliseconds. */
  private record Words(Duration lasting) implements DownstreamFault.ModeCases<String> {
    @Override
    public String slow(DownstreamFault.Slow mode) {
      return "slow " + mode.factor();
    }

    @Override
    public String unavailable(DownstreamFault.Unavailable mode) {
      return "outage";
    }

    @Override
    public String failing(DownstreamFault.Failing mode) {
      return "error "
          + mode.status()
          + " "
          + mode.share().value()
          + " "
          + mode.retryAfter().toMillis();
    }

    @Override
    public String partialOutage(DownstreamFault.PartialOutage mode) {
      return "partial-outage " + mode.status() + " " + mode.share().value();
    }

    @Override
    public String lateAnswer(DownstreamFault.LateAnswer mode) {
      return "late-answer " + mode.delay().toMillis();
    }

    @Override
    public String rateLimit(DownstreamFault.RateLimit mode) {
      return "rate-limit " + mode.perSecond() + " " + mode.retryAfter().toMillis();
    }

    @Override
    public String recoveryRamp(DownstreamFault.RecoveryRamp mode) {
      long ramp = mode.ramp().toMillis();
      return "recovery-ramp " + (lasting.toMillis() - ramp) + " " + ramp;
    }
  }

  private final Part backends;

  DownstreamControl(Part backends) {
    this.backends = backends;
  }

  @Override
  public void set(DownstreamFault fault) {
    ask("mode " + fault.service() + " " + fault.mode().match(new Words(fault.lasting())));
  }

  @Override
  public Effect reset(DownstreamFault fault) {
    String[] told = ask("mode " + fault.service() + " normal").split(" ", 2);
    return new Effect(Boolean.parseBoolean(told[0]), told[1]);
  }

  /** The answer says whether and how the mode before was felt. */
  private synchronized String ask(String command) {
    backends.tell(command);
    return backends.await("mode-set", ANSWER_WITHIN);
  }
}
