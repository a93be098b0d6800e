package io.orderstorm.scenario.engine;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.injection.DownstreamPort;
import io.orderstorm.fault.injection.Effect;
import java.time.Duration;

/** Lets downstream services misbehave: a command to their process, answered when it is done. */
final class DownstreamControl implements DownstreamPort {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  private static final DownstreamFault.ModeCases<String> WORDS =
      new DownstreamFault.ModeCases<>() {
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
          return "error " + mode.status() + " " + mode.share().value();
        }
      };

  private final Part backends;

  DownstreamControl(Part backends) {
    this.backends = backends;
  }

  @Override
  public void set(DownstreamFault fault) {
    ask("mode " + fault.service() + " " + fault.mode().match(WORDS));
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
