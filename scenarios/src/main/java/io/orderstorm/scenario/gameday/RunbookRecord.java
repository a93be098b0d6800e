package io.orderstorm.scenario.gameday;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.scenario.runbook.Fingerprint;
import io.orderstorm.scenario.runbook.Runbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code runbook.json} of a run folder: what was rehearsed, when, by whom, and what came of it. */
public final class RunbookRecord {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunbookRecord() {}

  /**
   * The record as JSON.
   *
   * @param set values of the scenario that were changed beyond the runbook's own
   */
  static String of(
      Runbook runbook,
      List<String> set,
      List<StepResult> steps,
      RunbookVerdict verdict,
      boolean byPerson,
      Instant at) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", "orderstorm/runbook/1");
    root.put("runbook", runbook.name()).put("title", runbook.title());
    root.put("incident", runbook.incident()).put("owner", runbook.owner());
    root.put("sha256", Fingerprint.of(runbook.file()));
    set.forEach(root.putArray("set")::add);
    root.put("scenario", runbook.scenario()).put("provoked", runbook.provoked().text());
    root.put("alert", runbook.alert()).put("playedAt", at.toString());
    root.put("by", byPerson ? "a person" : "a machine");
    root.put("verdict", verdict.outcome().name());
    verdict.reasons().forEach(root.putArray("reasons")::add);
    ObjectNode times = root.putObject("times");
    time(times.putObject("detect"), runbook.stated().detect(), verdict.detectSeconds());
    time(times.putObject("mitigate"), runbook.stated().mitigate(), verdict.mitigateSeconds());
    time(times.putObject("recover"), runbook.stated().recover(), verdict.recoverSeconds());
    ArrayNode all = root.putArray("steps");
    steps.forEach(step -> step(all.addObject(), step));
    try {
      return JSON.writer(
                  new DefaultPrettyPrinter()
                      .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                      .withArrayIndenter(new DefaultIndenter("  ", "\n")))
              .writeValueAsString(root)
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException("JSON in memory", e);
    }
  }

  private static void time(ObjectNode node, Duration stated, @Nullable Double measured) {
    node.put("statedSeconds", stated.toMillis() / 1_000.0);
    node.put("measuredSeconds", measured);
  }

  private static void step(ObjectNode node, StepResult step) {
    node.put("title", step.title()).put("line", step.line()).put("held", step.held());
    node.put("atNanos", step.atNanos());
    ArrayNode blocks = node.putArray("blocks");
    for (StepResult.BlockResult block : step.blocks()) {
      ObjectNode of = blocks.addObject();
      of.put("line", block.line()).put("text", block.text()).put("held", block.held());
      of.put("expected", block.expected()).put("seen", block.seen());
      of.put("endNanos", block.endNanos());
    }
  }
}
