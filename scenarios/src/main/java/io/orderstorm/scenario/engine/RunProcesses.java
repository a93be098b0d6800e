package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Target;
import io.orderstorm.fault.injection.Effect;
import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.report.folder.RunEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every process of a run that a fault may hit: brokers and consumers. Writes down the deaths that
 * faults asked for.
 */
final class RunProcesses implements ProcessPort {

  private final ProcessPort brokers;
  private final StageProcesses stages;
  private final RunLog log;

  RunProcesses(ProcessPort brokers, StageProcesses stages, RunLog log) {
    this.brokers = brokers;
    this.stages = stages;
    this.log = log;
  }

  @Override
  public List<String> resolve(Target target) throws Exception {
    return target instanceof Target.Consumer ? stages.resolve(target) : brokers.resolve(target);
  }

  @Override
  public Optional<ProcessHandle> handle(String process) throws Exception {
    return port(process).handle(process);
  }

  @Override
  public Effect kill(String process) throws Exception {
    return died(process, port(process).kill(process));
  }

  @Override
  public Effect stop(String process) throws Exception {
    return died(process, port(process).stop(process));
  }

  @Override
  public Effect fillDisk(String process) throws Exception {
    return port(process).fillDisk(process);
  }

  @Override
  public Effect freeDisk(String process) throws Exception {
    return port(process).freeDisk(process);
  }

  @Override
  public Effect loseOffsets(String process) throws Exception {
    return port(process).loseOffsets(process);
  }

  private Effect died(String process, Effect effect) {
    if (effect.effective()) {
      log.note(RunEvent.PROCESS_DIED, Map.of("process", process, "planned", true));
    }
    return effect;
  }

  @Override
  public Effect pause(String process) throws Exception {
    return port(process).pause(process);
  }

  @Override
  public Effect resume(String process) throws Exception {
    return port(process).resume(process);
  }

  @Override
  public Effect start(String process) throws Exception {
    return port(process).start(process);
  }

  private ProcessPort port(String process) {
    return stages.has(process) ? stages : brokers;
  }
}
