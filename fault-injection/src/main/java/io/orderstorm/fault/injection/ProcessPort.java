package io.orderstorm.fault.injection;

import io.orderstorm.fault.Target;
import java.util.List;
import java.util.Optional;

/**
 * The processes of an environment. Every method returns when its effect is there, or tells why it
 * is not.
 */
public interface ProcessPort {

  /** The names of the processes that the target means now. */
  List<String> resolve(Target target) throws Exception;

  /**
   * The operating system's process of that name, by which a watchdog can let it go on; empty if
   * there is none on this host.
   */
  default Optional<ProcessHandle> handle(String process) throws Exception {
    return Optional.empty();
  }

  /** Ends it without warning: {@code broker-2 (pid 4711) no longer alive}. */
  Effect kill(String process) throws Exception;

  /** Asks it to end, and waits until it did. */
  Effect stop(String process) throws Exception;

  /** Freezes it. */
  Effect pause(String process) throws Exception;

  /** Lets it go on; harmless if it was not frozen. */
  Effect resume(String process) throws Exception;

  /**
   * Makes everything fail that it writes to files, and waits until it suffers: {@code broker-2
   * ended with status 1}. A process without a disk of its own does not.
   */
  default Effect fillDisk(String process) throws Exception {
    return Effect.missing(process + " keeps nothing on a disk");
  }

  /** Gives it room again, and has it back: what met a full disk has to be started again. */
  default Effect freeDisk(String process) throws Exception {
    return start(process);
  }

  /**
   * Has the group of a process that ended lose its place in its topics: {@code 2,270 records were
   * passed over}. A process that is in no group has none.
   */
  default Effect loseOffsets(String process) throws Exception {
    return Effect.missing(process + " is in no group");
  }

  /**
   * Starts it again and waits until it serves: {@code came back after 3.4 s}. Harmless if it runs.
   */
  Effect start(String process) throws Exception;
}
