package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Target;
import io.orderstorm.fault.injection.Effect;
import io.orderstorm.fault.injection.ProcessPort;
import java.util.List;
import java.util.Optional;

/**
 * Brokers that belong to somebody else: no fault may hit them. A scenario that asks for one is
 * refused before anything starts; this is the lock behind that door.
 */
final class ForeignProcesses implements ProcessPort {

  private static IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(what + " belongs to the user, no fault may hit it");
  }

  @Override
  public List<String> resolve(Target target) {
    throw refusal(target.text());
  }

  @Override
  public Optional<ProcessHandle> handle(String process) {
    return Optional.empty();
  }

  @Override
  public Effect kill(String process) {
    throw refusal(process);
  }

  @Override
  public Effect stop(String process) {
    throw refusal(process);
  }

  @Override
  public Effect pause(String process) {
    throw refusal(process);
  }

  @Override
  public Effect resume(String process) {
    throw refusal(process);
  }

  @Override
  public Effect start(String process) {
    throw refusal(process);
  }
}
