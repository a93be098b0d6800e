package io.orderstorm.scenario.gameday;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.engine.LiveEngine;
import io.orderstorm.scenario.engine.Operations;
import io.orderstorm.scenario.runbook.Runbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One runbook put to the test in one run. The run goes on to its end when all steps held, so that
 * recovery can be judged; with the first step that did not, it is ended.
 */
public final class GameDay {

  /** The brokers that commands of a runbook talk to. */
  public static final String BOOTSTRAP_SERVERS = "ORDERSTORM_BOOTSTRAP_SERVERS";

  /** The pipeline that {@code orderstorm pipeline} acts on. */
  public static final String PIPELINE = "ORDERSTORM_PIPELINE";

  private final Runbook runbook;
  private final List<String> set;
  private final RunFolder folder;
  private final LiveEngine engine;
  private final Supplier<LiveEngine.Ending> player;
  private final Consumer<String> tell;

  /**
   * A day that has not begun.
   *
   * @param set values of the scenario that were changed beyond the runbook's own
   * @param player plays the engine, on whatever thread asks it
   * @param tell is told what happens
   */
  public GameDay(
      Runbook runbook,
      List<String> set,
      RunFolder folder,
      LiveEngine engine,
      Supplier<LiveEngine.Ending> player,
      Consumer<String> tell) {
    this.runbook = runbook;
    this.set = List.copyOf(set);
    this.folder = folder;
    this.engine = engine;
    this.player = player;
    this.tell = tell;
  }

  /**
   * Plays the run, does the steps, judges, and keeps {@code runbook.json}, {@code runbook.md} and
   * {@code runbook-junit.xml} in the run folder.
   *
   * @param hands who does the steps, given the environment of the commands
   * @param byPerson whether those hands are a person's
   * @param judge of the finished run
   * @throws HarnessException if the run could not begin
   */
  public RunbookVerdict play(
      Function<Map<String, String>, Hands> hands,
      boolean byPerson,
      Function<RunFolder, RunResult> judge) {
    Instant at = Instant.now();
    CompletableFuture<LiveEngine.Ending> run =
        CompletableFuture.supplyAsync(player, task -> new Thread(task, "run").start());
    Operations operations = operations(run);
    List<StepResult> steps = rehearse(operations, hands, run);
    boolean held = steps.stream().allMatch(StepResult::held);
    long began = operations.began(runbook.provoked()).orElse(operations.nanos());
    if (!held) {
      engine.interrupt();
    }
    boolean whole = ending(run) == LiveEngine.Ending.PLAYED;
    RunbookVerdict verdict = RunbookVerdict.failed(steps);
    if (held) {
      verdict =
          whole
              ? RunbookVerdict.of(runbook, steps, began, judge.apply(folder))
              : RunbookVerdict.interrupted();
    }
    keep("runbook.json", RunbookRecord.of(runbook, set, steps, verdict, byPerson, at));
    keep("runbook.md", RunbookMarkdown.render(runbook, steps, verdict));
    keep("runbook-junit.xml", RunbookJunit.render(runbook, steps, verdict));
    return verdict;
  }

  private List<StepResult> rehearse(
      Operations operations,
      Function<Map<String, String>, Hands> hands,
      CompletableFuture<LiveEngine.Ending> run) {
    try (Door door = Door.to(operations)) {
      var surroundings = new LinkedHashMap<String, String>();
      surroundings.put(BOOTSTRAP_SERVERS, operations.bootstrapServers());
      surroundings.put(PIPELINE, door.url());
      return new Rehearsal(
              runbook, operations, hands.apply(surroundings), tell, () -> !run.isDone())
          .perform();
    }
  }

  private Operations operations(CompletableFuture<LiveEngine.Ending> run) {
    CompletableFuture.anyOf(run.handle((ending, failure) -> failure), engine.operations()).join();
    if (!engine.operations().isDone()) {
      ending(run);
      throw new HarnessException("the run ended before its load began");
    }
    return engine.operations().join();
  }

  private static LiveEngine.Ending ending(CompletableFuture<LiveEngine.Ending> run) {
    try {
      return run.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof HarnessException failure
          ? failure
          : new HarnessException("the run failed", e);
    }
  }

  private void keep(String file, String content) {
    try {
      Files.writeString(folder.root().resolve(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }
}
