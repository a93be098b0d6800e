package io.orderstorm.fault.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.schedule.Repeat;
import io.orderstorm.fault.schedule.Schedule;
import io.orderstorm.fault.schedule.ScheduledFault;
import io.orderstorm.fault.schedule.Start;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DryRunTest {

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Fault late(String name, long at, String link, double percent) {
    return new LinkFault(
        name,
        seconds(at),
        seconds(10),
        LinkSelector.parse(link),
        new Toxic.Latency(seconds(1), Duration.ZERO),
        ToxicStream.BOTH,
        Ratio.ofPercent(percent));
  }

  private static final Fault KILL =
      new ProcessFault(
          "loss",
          seconds(30),
          seconds(8),
          ProcessFault.Action.KILL,
          Target.parse("leader(orders/0)"));

  private static final Fault POISON =
      new MessageFault(
          "poison",
          seconds(5),
          seconds(15),
          Set.of(MessageFault.Kind.MALFORMED),
          new MessageFault.Share(Ratio.ofPercent(0.5)),
          "orders");

  private static final Fault ERRORS =
      new DownstreamFault(
          "errors",
          seconds(40),
          seconds(4),
          "warehouse",
          new DownstreamFault.Failing(500, Ratio.ofPercent(30)));

  private static DryRun dryRun(ScheduledFault... faults) {
    return DryRun.of(new Schedule(List.of(faults), Optional.empty()).plan(seconds(60)));
  }

  @Test
  void timelineAndBlastRadiusAreTold() {
    var text =
        dryRun(
                ScheduledFault.of(late("late", 10, "payment -> payment-provider", 20)),
                ScheduledFault.of(POISON),
                new ScheduledFault(ERRORS, new Start.LagAbove("payment", 5_000), Optional.empty()),
                new ScheduledFault(
                    KILL, new Start.AtItsTime(), Optional.of(new Repeat(2, seconds(15)))))
            .text();

    assertThat(text)
        .isEqualTo(
            """
            5 faults in a load of 60s; under fault for at most 35s (58%)

            from      for  fault   what
            5s        15s  poison  orders: 0.5% of the offered load added as poison (malformed)
            10s       10s  late    payment -> payment-provider: each chunk is 1s late, on 20% of the connections
            30s       8s   loss-1  leader(orders/0) is killed without warning
            from 40s  4s   errors  warehouse answers 500 to 30% of the calls [when the lag of payment is above 5000]
            45s       8s   loss-2  leader(orders/0) is killed without warning

            Blast radius
            touched                   for         how much                                            by
            client payment            10s         20% of the connections payment -> payment-provider  late
            broker leader(orders/0)   16s         kill                                                loss-1, loss-2
            service payment-provider  10s         20% of the connections payment -> payment-provider  late
            service warehouse         at most 4s  30% of the calls                                    errors
            topic orders              15s         0.5% of the offered load added as poison            poison
            """);
  }

  @Test
  void whatOverlapsOnOneVictimCountsOnce() {
    var dryRun =
        dryRun(
            ScheduledFault.of(late("one", 10, "payment -> brokers", 100)),
            ScheduledFault.of(late("two", 15, "payment -> broker-2", 100)));

    assertThat(dryRun.blastRadius())
        .extracting(reach -> reach.subject() + " " + reach.lasting().toSeconds())
        .containsExactly("client payment 15", "broker broker-2 10", "broker every broker 10");
    assertThat(dryRun.underFault()).isEqualTo(seconds(15));
  }

  @Test
  void replicationTouchesBrokersAtBothEnds() {
    var dryRun = dryRun(ScheduledFault.of(late("slow", 10, "brokers -> broker-2", 100)));

    assertThat(dryRun.blastRadius())
        .extracting(Reach::subject)
        .containsExactly("broker broker-2", "broker every broker");
  }

  @Test
  void noFaultsTouchNothing() {
    assertThat(dryRun().text()).isEqualTo("No faults in a load of 60s; nothing is touched.\n");
  }
}
