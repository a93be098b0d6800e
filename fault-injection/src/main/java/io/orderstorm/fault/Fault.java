package io.orderstorm.fault;

import java.time.Duration;

/** Something that breaks at a stated time and is put right again after a stated while. */
public sealed interface Fault permits LinkFault, ProcessFault, MessageFault, DownstreamFault {

  /** The scenario's name of this fault, unique within the scenario. */
  String name();

  /** When it is injected, counted from the start of the load. */
  Duration at();

  /** How long it stands before it is reverted. */
  Duration lasting();

  /**
   * What happens, as a sentence without its time: {@code payment -> payment-provider: nothing
   * passes}.
   */
  String describe();

  /** The handler for this fault's kind, applied to it. */
  <R> R match(Cases<R> cases);

  /** The same fault under another name and at another time. */
  Fault occurrence(String name, Duration at);

  /** When it is reverted, counted from the start of the load. */
  default Duration until() {
    return at().plus(lasting());
  }

  /**
   * One word for the family: {@code link}, {@code process}, {@code message} or {@code downstream}.
   */
  default String kind() {
    return match(KindOfFault.CASES);
  }

  /** One function for each kind of fault. */
  interface Cases<R> {
    R link(LinkFault fault);

    R process(ProcessFault fault);

    R message(MessageFault fault);

    R downstream(DownstreamFault fault);
  }
}
