package io.orderstorm.fault;

/** The word for each family of faults. */
final class KindOfFault implements Fault.Cases<String> {

  static final KindOfFault CASES = new KindOfFault();

  private KindOfFault() {}

  @Override
  public String link(LinkFault fault) {
    return "link";
  }

  @Override
  public String process(ProcessFault fault) {
    return "process";
  }

  @Override
  public String message(MessageFault fault) {
    return "message";
  }

  @Override
  public String downstream(DownstreamFault fault) {
    return "downstream";
  }
}
