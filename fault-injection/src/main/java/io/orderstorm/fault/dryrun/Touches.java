package io.orderstorm.fault.dryrun;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Target;
import java.util.Comparator;
import java.util.List;

/** What each kind of fault touches. A link touches both its ends. */
final class Touches implements Fault.Cases<List<Touch>> {

  static final Touches CASES = new Touches();

  private Touches() {}

  @Override
  public List<Touch> link(LinkFault fault) {
    var toxicity =
        fault.toxics().stream()
            .map(use -> use.toxicity())
            .max(Comparator.comparingDouble(Ratio::value))
            .orElse(Ratio.ALL);
    var part =
        (toxicity.equals(Ratio.ALL) ? "all" : toxicity + " of the")
            + " connections "
            + fault.on().text();
    var client = fault.on().client();
    return List.of(
        fault
            .on()
            .replicas()
            .map(brokers -> touch(brokers, part, Touch.Kind.BROKER))
            .orElse(new Touch(Touch.Kind.CLIENT, client, part)),
        touch(fault.on().server(), part, Touch.Kind.SERVICE));
  }

  @Override
  public List<Touch> process(ProcessFault fault) {
    return List.of(touch(fault.target(), fault.action().text(), Touch.Kind.PROCESS));
  }

  @Override
  public List<Touch> message(MessageFault fault) {
    return List.of(
        new Touch(Touch.Kind.TOPIC, fault.topic(), fault.amount().text() + " added as poison"));
  }

  @Override
  public List<Touch> downstream(DownstreamFault fault) {
    return List.of(
        new Touch(Touch.Kind.SERVICE, fault.service(), fault.mode().match(PartOfCalls.CASES)));
  }

  private static Touch touch(Target target, String part, Touch.Kind named) {
    return target.match(
        new Target.Cases<Touch>() {
          @Override
          public Touch named(Target.Named one) {
            return new Touch(named, one.name(), part);
          }

          @Override
          public Touch allBrokers(Target.AllBrokers all) {
            return new Touch(Touch.Kind.BROKER, "every broker", part);
          }

          @Override
          public Touch broker(Target.Broker one) {
            return new Touch(Touch.Kind.BROKER, one.text(), part);
          }

          @Override
          public Touch leader(Target.Leader leader) {
            return new Touch(Touch.Kind.BROKER, leader.text(), part);
          }

          @Override
          public Touch controller(Target.Controller controller) {
            return new Touch(Touch.Kind.BROKER, controller.text(), part);
          }

          @Override
          public Touch consumer(Target.Consumer consumer) {
            return new Touch(Touch.Kind.PROCESS, consumer.text(), part);
          }
        });
  }

  /** How many of a service's calls feel it. */
  private enum PartOfCalls implements DownstreamFault.ModeCases<String> {
    CASES;

    @Override
    public String slow(DownstreamFault.Slow mode) {
      return "all calls";
    }

    @Override
    public String unavailable(DownstreamFault.Unavailable mode) {
      return "all calls";
    }

    @Override
    public String failing(DownstreamFault.Failing mode) {
      return mode.share().equals(Ratio.ALL) ? "all calls" : mode.share() + " of the calls";
    }

    @Override
    public String partialOutage(DownstreamFault.PartialOutage mode) {
      return mode.share().equals(Ratio.ALL)
          ? "all calls"
          : "all calls for " + mode.share() + " of the orders";
    }

    @Override
    public String lateAnswer(DownstreamFault.LateAnswer mode) {
      return "all calls";
    }

    @Override
    public String rateLimit(DownstreamFault.RateLimit mode) {
      return "calls above " + mode.perSecond() + "/s";
    }

    @Override
    public String recoveryRamp(DownstreamFault.RecoveryRamp mode) {
      return "all calls, fewer and fewer at the end";
    }
  }
}
