package io.orderstorm.fault.injection;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.lease.Reversals;

/** The way to do each kind of fault. */
final class Interventions implements Fault.Cases<Intervention> {

  private final FaultPorts ports;
  private final Reversals reversals;
  private final ToxiproxyLinks links;

  Interventions(FaultPorts ports, Reversals reversals) {
    this.ports = ports;
    this.reversals = reversals;
    this.links = new ToxiproxyLinks(ports.toxiproxy(), reversals);
  }

  @Override
  public Intervention link(LinkFault fault) {
    var intervention = new LinkIntervention(fault, ports.links(), links);
    return fault
        .flap()
        .<Intervention>map(
            flap -> new FlappingIntervention(fault.name(), intervention, flap, fault.lasting()))
        .orElse(intervention);
  }

  @Override
  public Intervention process(ProcessFault fault) {
    return new ProcessIntervention(fault, ports.processes(), reversals);
  }

  @Override
  public Intervention message(MessageFault fault) {
    return new MessageIntervention(fault, ports.messages());
  }

  @Override
  public Intervention downstream(DownstreamFault fault) {
    return new DownstreamIntervention(fault, ports.downstreams());
  }
}
