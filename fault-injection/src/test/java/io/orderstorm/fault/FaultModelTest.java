package io.orderstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultModelTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void targetsAreReadAsScenariosWriteThem() {
    assertThat(Target.parse(" leader(orders/3) ")).isEqualTo(new Target.Leader("orders", 3));
    assertThat(Target.parse("brokers")).isEqualTo(new Target.AllBrokers());
    assertThat(Target.parse("controller")).isEqualTo(new Target.Controller());
    assertThat(Target.parse("consumer(payment)"))
        .isEqualTo(new Target.Consumer("payment", OptionalInt.empty()));
    assertThat(Target.parse("consumer(payment/1)"))
        .isEqualTo(new Target.Consumer("payment", OptionalInt.of(1)));
    assertThat(Target.parse("broker-2")).isEqualTo(new Target.Broker(2));
    assertThat(Target.parse("payment-provider")).isEqualTo(new Target.Named("payment-provider"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "leader(orders)",
        "leader(orders/x)",
        "consumer()",
        "consumer(payment/x)",
        "a b",
        "->"
      })
  void wrongTargetsAreRefusedWithWhatIsAllowed(String text) {
    assertThatThrownBy(() -> Target.parse(text)).hasMessageContaining("leader(topic/partition)");
  }

  @Test
  void linksAreReadWithAnArrow() {
    var link = LinkSelector.parse("producer -> leader(orders/3)");

    assertThat(link.client()).isEqualTo("producer");
    assertThat(link.server()).isEqualTo(new Target.Leader("orders", 3));
    assertThat(link.text()).isEqualTo("producer -> leader(orders/3)");
    assertThatThrownBy(() -> LinkSelector.parse("producer"))
        .hasMessageContaining("CLIENT -> SERVER");
  }

  @Test
  void linksBetweenBrokersAreReplication() {
    var link = LinkSelector.parse("brokers -> broker-2");

    assertThat(link.replicas()).contains(new Target.AllBrokers());
    assertThat(LinkSelector.parse("broker-1 -> leader(orders/0)").replicas())
        .contains(new Target.Broker(1));
    assertThat(LinkSelector.parse("payment -> brokers").replicas()).isEmpty();
    assertThatThrownBy(() -> LinkSelector.parse("broker-1 -> broker-1"))
        .hasMessage("There is no link from broker-1 to itself");
    assertThatThrownBy(() -> LinkSelector.parse("brokers -> payment-provider"))
        .hasMessageContaining("but is 'payment-provider'");
  }

  @Test
  void toxicsThatCannotGoTogetherAreRefused() {
    var late =
        LinkToxic.of(new Toxic.Latency(Duration.ofMillis(5), Duration.ZERO), ToxicStream.BOTH);
    var down = LinkToxic.of(new Toxic.Outage(), ToxicStream.BOTH);

    assertThatThrownBy(() -> link(late, down))
        .hasMessageStartingWith("Fault 'x': an outage stands alone");
    assertThatThrownBy(() -> link(late, late))
        .hasMessage("Fault 'x': two latency toxics upstream; write them as one");
    assertThatThrownBy(() -> link()).hasMessage("Fault 'x': at least one toxic is needed");
    assertThatThrownBy(() -> LinkToxic.of(new Toxic.HalfOpen(), ToxicStream.BOTH))
        .hasMessageContaining("half_open has one direction");
  }

  private static LinkFault link(LinkToxic... toxics) {
    var link = LinkSelector.parse("payment -> brokers");
    return new LinkFault("x", SECOND, SECOND, link, List.of(toxics), Optional.empty());
  }

  @Test
  void faultsDescribeThemselvesForReports() {
    var link =
        new LinkFault(
            "late",
            SECOND,
            SECOND,
            LinkSelector.parse("payment -> payment-provider"),
            new Toxic.Latency(Duration.ofMillis(250), Duration.ofMillis(50)),
            ToxicStream.UPSTREAM,
            Ratio.ofPercent(20));
    var poison =
        new MessageFault(
            "poison",
            SECOND,
            SECOND,
            Set.of(MessageFault.Kind.UNKNOWN_SCHEMA, MessageFault.Kind.MALFORMED),
            new MessageFault.Share(Ratio.ofPercent(0.5)),
            MessageFault.DEFAULT_TOPIC);
    var loss =
        new ProcessFault(
            "loss", SECOND, SECOND, ProcessFault.Action.KILL, Target.parse("leader(orders/0)"));
    var slow =
        new DownstreamFault("slow", SECOND, SECOND, "warehouse", new DownstreamFault.Slow(5));

    assertThat(link.describe())
        .isEqualTo(
            "payment -> payment-provider: each chunk is 250ms ± 50ms late, upstream only, on 20% of"
                + " the connections");
    assertThat(poison.describe())
        .isEqualTo("orders: 0.5% of the offered load added as poison (malformed, unknown-schema)");
    assertThat(loss.describe()).isEqualTo("leader(orders/0) is killed without warning");
    assertThat(slow.describe()).isEqualTo("warehouse takes 5 times as long");
    assertThat(link.kind()).isEqualTo("link");
    assertThat(loss.until()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void eachWayOfAServiceToMisbehaveSaysWhatItDoes() {
    var tenSeconds = Duration.ofSeconds(10);
    assertThat(new DownstreamFault.Failing(503, Ratio.ALL, SECOND).describe())
        .isEqualTo("answers 503 with Retry-After 1 s");
    assertThat(new DownstreamFault.PartialOutage(500, Ratio.ofPercent(10)).describe())
        .isEqualTo("answers 500 to every call for 10% of the orders");
    assertThat(new DownstreamFault.LateAnswer(tenSeconds).describe())
        .isEqualTo("does its work and answers 10s later");
    assertThat(new DownstreamFault.RateLimit(50, Duration.ZERO).describe())
        .isEqualTo("answers 429 to calls above 50/s");
    assertThat(new DownstreamFault.RecoveryRamp(tenSeconds).describe())
        .isEqualTo("answers 503, and in the last 10s lets in more and more");
  }

  @Test
  void impossibleFaultsAreRefusedWithNameAndValue() {
    var target = Target.parse("broker-1");
    assertThatThrownBy(
            () -> new ProcessFault("x", SECOND, Duration.ZERO, ProcessFault.Action.KILL, target))
        .hasMessage("Fault 'x': for must be longer than 0, but is 0s");
    assertThatThrownBy(
            () -> new ProcessFault("x", SECOND.negated(), SECOND, ProcessFault.Action.KILL, target))
        .hasMessageContaining("at must not be negative, but is -1s");
    assertThatThrownBy(() -> ProcessFault.Action.parse("explode"))
        .hasMessageContaining(
            "kill, stop, pause, restart, rolling-restart, fill-disk or lose-offsets");
    assertThatThrownBy(() -> MessageFault.Kind.parse("rude"))
        .hasMessageContaining("malformed, unknown-schema, negative-amount");
    assertThatThrownBy(() -> new Ratio(1.5)).hasMessageContaining("150.0%");
    assertThatThrownBy(() -> new DownstreamFault.Failing(200, Ratio.ALL))
        .hasMessageContaining("400 to 599, but is 200");
    assertThatThrownBy(() -> new DownstreamFault.Failing(500, Ratio.ALL, SECOND))
        .hasMessage("Retry-After goes with status 429 or 503, but status is 500");
    assertThatThrownBy(() -> new DownstreamFault.Failing(503, Ratio.ALL, Duration.ofMillis(1_500)))
        .hasMessage("retry-after is whole seconds, at most an hour, but is 1500ms");
    assertThatThrownBy(() -> new DownstreamFault.RateLimit(0, Duration.ZERO))
        .hasMessageContaining("rate must be above 0/s");
    assertThatThrownBy(() -> new DownstreamFault.PartialOutage(500, Ratio.NONE))
        .hasMessageContaining("share must be above 0%");
    assertThatThrownBy(
            () ->
                new DownstreamFault(
                    "x",
                    SECOND,
                    SECOND,
                    "warehouse",
                    new DownstreamFault.RecoveryRamp(Duration.ofSeconds(2))))
        .hasMessage(
            "Fault 'x': the ramp is the last part of the fault, so it lasts at most 1s, but is 2s");
    assertThatThrownBy(() -> new Toxic.Bandwidth(1500)).hasMessageContaining("1500 B/s");
  }
}
