package io.orderstorm.scenario.gameday;

import io.orderstorm.scenario.engine.Operations;
import io.orderstorm.scenario.gameday.StepResult.BlockResult;
import io.orderstorm.scenario.runbook.Block;
import io.orderstorm.scenario.runbook.Condition;
import io.orderstorm.scenario.runbook.Runbook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A runbook's steps, done one after the other in a pipeline where its incident happens; ends with
 * the first step that does not do what it says.
 */
public final class Rehearsal {

  private static final long LOOK_EVERY_MILLIS = 100;

  private final Runbook runbook;
  private final Operations operations;
  private final Hands hands;
  private final Consumer<String> tell;
  private final BooleanSupplier goesOn;

  /**
   * A rehearsal that has not begun.
   *
   * @param tell is told what happens
   * @param goesOn whether the pipeline is still under load
   */
  public Rehearsal(
      Runbook runbook,
      Operations operations,
      Hands hands,
      Consumer<String> tell,
      BooleanSupplier goesOn) {
    this.runbook = runbook;
    this.operations = operations;
    this.hands = hands;
    this.tell = tell;
    this.goesOn = goesOn;
  }

  /** Waits for the incident and for its alert, then does the steps. */
  public List<StepResult> perform() {
    var results = new ArrayList<StepResult>();
    StepResult called = awaitCall();
    results.add(called);
    for (Runbook.Step step : runbook.steps()) {
      if (!results.get(results.size() - 1).held()) {
        break;
      }
      results.add(perform(step));
    }
    return results;
  }

  /** The alert may come later than stated, which is judged afterwards; it has to come. */
  private StepResult awaitCall() {
    while (goesOn.getAsBoolean() && operations.began(runbook.provoked()).isEmpty()) {
      pause();
    }
    long began = operations.nanos();
    Duration patience = runbook.stated().detect().multipliedBy(2).plusSeconds(30);
    var alert = Condition.parse("alert " + runbook.alert() + " is on");
    tell.accept("the incident has begun; waiting for the alert " + runbook.alert());
    BlockResult result = await(0, alert.toString(), alert, patience, false);
    return new StepResult("the alert " + runbook.alert() + " calls", 0, began, List.of(result));
  }

  private StepResult perform(Runbook.Step step) {
    long began = operations.nanos();
    tell.accept("step: " + step.title());
    hands.read(step);
    var results = new ArrayList<BlockResult>();
    for (Block block : step.blocks()) {
      BlockResult result = block.match(new Doing());
      results.add(result);
      if (!result.held()) {
        tell.accept("line " + block.line() + " does not do what it says: " + result.seen());
        break;
      }
    }
    return new StepResult(step.title(), step.line(), began, results);
  }

  private final class Doing implements Block.Cases<BlockResult> {
    @Override
    public BlockResult command(Block.Command block) {
      Hands.Done done = hands.doCommand(block);
      return new BlockResult(
          block.line(),
          block.text(),
          done.held(),
          done.expected(),
          done.seen(),
          block.mitigates(),
          operations.nanos());
    }

    @Override
    public BlockResult waitUntil(Block.WaitUntil block) {
      return await(
          block.line(), block.text(), block.condition(), block.within(), block.mitigates());
    }

    @Override
    public BlockResult check(Block.Check block) {
      return await(block.line(), block.text(), block.condition(), Duration.ZERO, block.mitigates());
    }
  }

  private BlockResult await(
      int line, String text, Condition condition, Duration within, boolean mitigates) {
    long until = operations.nanos() + within.toNanos();
    Condition.Finding finding = condition.look(operations);
    while (!finding.holds() && operations.nanos() < until && goesOn.getAsBoolean()) {
      pause();
      finding = condition.look(operations);
    }
    String expected =
        condition + (within.isZero() ? "" : " within " + within.toMillis() / 1_000.0 + " s");
    return new BlockResult(
        line, text, finding.holds(), expected, finding.seen(), mitigates, operations.nanos());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
