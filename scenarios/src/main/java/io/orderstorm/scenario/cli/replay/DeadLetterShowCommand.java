package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.cli.ExitCode;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.scenario.replay.OpenLetters;
import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.event.EventJson;
import io.orderstorm.simulator.event.UndecodableEventException;
import io.orderstorm.simulator.replay.CanonicalJson;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderstorm dlq show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows open dead letters whole: the event, the reason, the headers.",
    footer = {
      "",
      "Example: orderstorm dlq show --bootstrap-servers kafka-1:9092 --topics orders.inventory.dlq"
          + " --filter offsets=17"
    })
final class DeadLetterShowCommand implements Callable<Integer> {

  private static final int MOST_BYTES = 256;

  @Mixin private DeskOptions options = new DeskOptions();

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many, the oldest first. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Desk desk = options.openCluster()) {
      OpenLetters found = letters.find(desk);
      found.open().stream()
          .limit(limit)
          .forEach(letter -> print(letter, found.triage().passes(letter), out));
      if (found.open().size() > limit) {
        out.printf("and %,d more; --limit shows them%n", found.open().size() - limit);
      }
      out.flush();
    }
    return ExitCode.PASSED.status();
  }

  private static void print(DeadLetter letter, int passes, PrintWriter out) {
    var text = new PlanText(out);
    text.line("letter", letter.position());
    text.line(
        "origin",
        letter.originPosition() + letter.group().map(by -> ", given up by " + by).orElse(""));
    text.line(
        "reason", letter.cause() + (letter.message().isEmpty() ? "" : ": " + letter.message()));
    text.line("failed", Instant.ofEpochMilli(letter.firstFailureMillis()).toString());
    text.line("owner", letter.owner());
    text.line("runbook", letter.runbook());
    text.line("redriven", passes == 0 ? "" : passes + " times");
    text.line("key", shown(letter.record().key()));
    text.line("value", value(letter.record().value()));
    for (Header header : letter.record().headers()) {
      out.printf("  %s: %s%n", header.key(), shown(header.value()));
    }
    out.println();
  }

  private static String value(byte @Nullable [] value) {
    if (value == null) {
      return "none (a tombstone)";
    }
    try {
      return CanonicalJson.text(EventJson.read(value));
    } catch (UndecodableEventException e) {
      return shown(value) + "  (no event of ours: " + e.getMessage() + ")";
    }
  }

  /** Text if it is text, bytes otherwise; the beginning of what is long. */
  private static String shown(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "none";
    }
    int length = Math.min(bytes.length, MOST_BYTES);
    String more = bytes.length > MOST_BYTES ? " … (" + bytes.length + " bytes)" : "";
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.chars().noneMatch(Character::isISOControl)) {
        return text.length() > MOST_BYTES ? text.substring(0, MOST_BYTES) + more : text;
      }
    } catch (CharacterCodingException binary) {
      // shown as bytes
    }
    return "0x" + HexFormat.of().formatHex(bytes, 0, length) + more;
  }
}
