package io.orderstorm.scenario.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.scenario.engine.Operations;
import io.orderstorm.scenario.runbook.Block;
import io.orderstorm.scenario.runbook.Condition;
import io.orderstorm.scenario.runbook.Incident;
import io.orderstorm.scenario.runbook.Runbook;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps done by a real shell in a pipeline that is made of paper. */
class RehearsalTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final PaperPipeline pipeline = new PaperPipeline();

  /** A pipeline whose fault stands and whose alert is on. */
  private static final class PaperPipeline implements Operations {
    private final Set<String> alerts = new TreeSet<>(Set.of("payment-lag"));
    private final Set<String> faults = new TreeSet<>(Set.of("outage"));
    private Duration lagAge = Duration.ofMillis(400);
    private final Map<String, Long> lag = new TreeMap<>(Map.of("payment", 500L));

    @Override
    public Set<String> alerts() {
      return alerts;
    }

    @Override
    public Map<String, Long> lag() {
      return lag;
    }

    @Override
    public Duration lagAge() {
      return lagAge;
    }

    @Override
    public Map<String, Long> openLetters() {
      return Map.of("payment", 0L);
    }

    @Override
    public Set<String> faults() {
      return faults;
    }

    @Override
    public String bootstrapServers() {
      return "127.0.0.1:1";
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public OptionalLong began(Incident incident) {
      return OptionalLong.of(0);
    }

    @Override
    public Set<String> releases() {
      return Set.of();
    }

    @Override
    public void takeBack() {
      throw new IllegalArgumentException("no candidate has any keys");
    }

    @Override
    public void endFault(String fault) {
      if (!faults.remove(fault)) {
        throw new IllegalArgumentException("no fault '" + fault + "' stands");
      }
      alerts.clear();
    }

    @Override
    public void scale(String stage, int consumers) {
      lag.put(stage, 10L / consumers);
    }
  }

  private List<StepResult> rehearse(Runbook.Step... steps) {
    var runbook =
        new Runbook(
            Path.of("own.md"),
            "own",
            "A title",
            "outage",
            "us",
            "payment-outage",
            List.of(),
            new Incident.OfFault("outage"),
            "payment-lag",
            new Runbook.Lines(7, 8),
            new Runbook.Times(LONG, LONG, LONG),
            List.of(steps));
    var hands = new MachineHands(Duration.ZERO, Map.of("WHO", "anna"), folder);
    return new Rehearsal(runbook, pipeline, hands, line -> {}, () -> true).perform();
  }

  private static Runbook.Step step(Block... blocks) {
    return new Runbook.Step("step", 1, List.of(blocks));
  }

  private static Block.Command command(String text, String contains) {
    return new Block.Command(
        7,
        text,
        contains.isEmpty() ? Optional.empty() : Optional.of(contains),
        Duration.ofSeconds(30),
        false);
  }

  private static Block.Check check(String condition) {
    return new Block.Check(9, condition, Condition.parse(condition), false);
  }

  @Test
  void everyStepIsDoneInOrder() {
    List<StepResult> results =
        rehearse(
            step(check("alert payment-lag is on"), command("echo it is \"$WHO\"", "it is anna")),
            step(check("lag payment > 100")));

    assertThat(results).hasSize(3).allMatch(StepResult::held);
    assertThat(results.get(0).title()).isEqualTo("the alert payment-lag calls");
  }

  @Test
  void aWrongCommandEndsItWithWhatWasExpectedAndWhatWasSeen() {
    List<StepResult> results =
        rehearse(
            step(command("echo red && test 1 = 2", "green"), check("lag payment > 100")),
            step(check("lag payment > 100")));

    assertThat(results).hasSize(2);
    StepResult.BlockResult wrong = results.get(1).blocks().get(0);
    assertThat(wrong.held()).isFalse();
    assertThat(wrong.expected()).contains("exit status 0 and 'green' in the output");
    assertThat(wrong.seen()).isEqualTo("exit status 1: red");
    assertThat(RunbookVerdict.failed(results).reasons())
        .containsExactly(
            "step 'step', line 7: expected exit status 0 and 'green' in the output within 30 s;"
                + " seen exit status 1: red");
  }

  @Test
  void aCommandWhoseOutputLacksTheWordsIsWrongThoughItEndedWell() {
    assertThat(rehearse(step(command("echo red", "green"))).get(1).held()).isFalse();
  }

  @Test
  void aFirstLineThatFailsIsNotHiddenByTheSecond() {
    assertThat(rehearse(step(command("test 1 = 2\necho fine", ""))).get(1).held()).isFalse();
  }

  @Test
  void aFirstLineOfTwoPartsThatFailsIsNotHiddenByTheSecond() {
    assertThat(rehearse(step(command("test 1 = 2 && echo same\necho fine", ""))).get(1).held())
        .isFalse();
    assertThat(rehearse(step(command("test 1 = 2 || echo other # so\necho fine", "fine"))))
        .allMatch(StepResult::held);
  }

  @Test
  void aConditionThatDoesNotComeToHoldSaysWhatWasSeenInstead() {
    var wait =
        new Block.WaitUntil(
            9, "lag", Condition.parse("lag payment < 100"), Duration.ofMillis(300), false);

    StepResult.BlockResult result = rehearse(step(wait)).get(1).blocks().get(0);

    assertThat(result.held()).isFalse();
    assertThat(result.expected()).isEqualTo("lag payment < 100 within 0.3 s");
    assertThat(result.seen()).isEqualTo("lag of payment is 500");
  }

  @Test
  void aLagThatTheBrokersNoLongerTellDoesNotHoldForEver() {
    pipeline.lagAge = Duration.ofSeconds(8);

    StepResult.BlockResult result =
        rehearse(step(check("lag payment < 600"))).get(1).blocks().get(0);

    assertThat(result.held()).isFalse();
    assertThat(result.seen()).startsWith("lag of payment is not known since 8 s");
  }

  @Test
  void aPersonSaysWhatWasWrong() {
    var out = new ByteArrayOutputStream();
    var hands =
        new PersonHands(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader("\nthe command is not there\n")),
            Map.of("ORDERSTORM_BOOTSTRAP_SERVERS", "127.0.0.1:9"));

    hands.read(step());
    Hands.Done first = hands.doCommand(command("orderstorm dlq list", ""));
    Hands.Done second = hands.doCommand(command("orderstorm dlq list", ""));
    Hands.Done third = hands.doCommand(command("orderstorm dlq list", ""));

    assertThat(first.held()).isTrue();
    assertThat(second)
        .isEqualTo(new Hands.Done(false, "done by a person", "the command is not there"));
    assertThat(third.seen()).isEqualTo("nobody there");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("export ORDERSTORM_BOOTSTRAP_SERVERS='127.0.0.1:9'", "orderstorm dlq list");
  }

  @Test
  void theDoorLetsInWhoKnowsItsSecretAndTellsWhatIsWrong() throws Exception {
    try (Door door = Door.to(pipeline)) {
      assertThat(get(door.url() + "status").body())
          .contains("\"payment\":500", "payment-lag", "\"lagAgeSeconds\":0.4");
      assertThat(get(door.url() + "end-fault?fault=nothing").statusCode()).isEqualTo(400);
      assertThat(get(door.url() + "end-fault?fault=nothing").body()).contains("no fault 'nothing'");
      assertThat(get(door.url() + "end-fault?fault=outage").body()).contains("\"faults\":[]");
      assertThat(get(door.url() + "scale?stage=payment&consumers=2").body())
          .contains("\"payment\":5");
      assertThat(get(door.url().replaceAll("[0-9a-f-]{36}", "guess") + "status").statusCode())
          .isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
