package io.orderstorm.scenario.file;

import io.orderstorm.scenario.runbook.Block;
import io.orderstorm.scenario.runbook.Condition;
import io.orderstorm.scenario.runbook.Incident;
import io.orderstorm.scenario.runbook.Runbook;
import io.orderstorm.scenario.runbook.ShellLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads a runbook: Markdown with a front matter in YAML. Each heading of the second level is a
 * step; its fenced blocks that say {@code run}, {@code wait-until} or {@code check} can be done by
 * a machine, all others are for the reader alone.
 */
public final class RunbookFile {

  private static final Duration USUAL_COMMAND = Duration.ofSeconds(60);
  private static final String FENCE = "---";
  private static final Pattern ATTRIBUTE = Pattern.compile("([a-z]+)=(\"[^\"]*\"|\\S+)");
  private static final String MITIGATES = "mitigates";
  private static final Set<String> VERBS = Set.of("run", "wait-until", "check");

  private final Path file;
  private final List<String> lines;

  private RunbookFile(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * Reads a file.
   *
   * @throws ScenarioException if it is no runbook; names file, line and what is allowed
   */
  public static Runbook read(Path file) {
    try {
      return new RunbookFile(file, Files.readAllLines(file)).read();
    } catch (IOException e) {
      throw new ScenarioException(file + ": can't be read: " + e.getMessage());
    }
  }

  private Runbook read() {
    int end = lines.isEmpty() || !lines.get(0).equals(FENCE) ? -1 : endOfFrontMatter();
    if (end < 0) {
      throw new ScenarioException(
          file + ":1: a runbook begins with a front matter between two lines of ---");
    }
    // the closing line is left out, and the numbers of lines stay those of the file
    String front = "\n" + String.join("\n", lines.subList(1, end)) + "\n";
    String origin = file.toString();
    org.snakeyaml.engine.v2.nodes.Node frontMatter = new YamlText(origin, "runbook").compose(front);
    Section root = Section.of(new Position(origin, "", frontMatter));
    List<Runbook.Step> steps = steps(end + 1);
    String name = file.getFileName().toString().replaceFirst("\\.md$", "");
    Section times = root.requiredSection("times");
    var runbook =
        new Runbook(
            file,
            name,
            root.required("title", Quantity::text),
            root.required("incident", Quantity::text),
            root.required("owner", Quantity::text),
            root.required("scenario", Quantity::text),
            overrides(root),
            incident(root),
            root.required("alert", Quantity::text),
            new Runbook.Lines(provoked(root).line(), root.position("alert").line()),
            new Runbook.Times(
                times.required("detect", Quantity::span),
                times.required("mitigate", Quantity::span),
                times.required("recover", Quantity::span)),
            steps);
    times.end();
    root.end();
    if (steps.stream().noneMatch(step -> step.blocks().stream().anyMatch(Block::mitigates))) {
      throw new ScenarioException(
          file + ": no block says 'mitigates': nobody could tell when the incident is mitigated");
    }
    return runbook;
  }

  /** One of three kinds. */
  private static Incident incident(Section root) {
    Optional<String> fault = root.optional("fault", Quantity::text);
    Optional<String> release = root.optional("release", Quantity::text);
    Optional<Section> replay = root.section("replay");
    long named = Stream.of(fault, release, replay).filter(Optional::isPresent).count();
    if (named != 1) {
      throw root.position()
          .refuse(
              "what is provoked is one of 'fault: NAME', 'release: STAGE' and 'replay: { stage:"
                  + " STAGE, after: 20s, rate: 1000/s }', but there are "
                  + named
                  + " of them");
    }
    if (fault.isPresent()) {
      return new Incident.OfFault(fault.get());
    }
    return release.isPresent()
        ? new Incident.OfRelease(release.get())
        : replay(replay.orElseThrow());
  }

  /** Where the name of what is provoked stands. */
  private static Position provoked(Section root) {
    return root.section("replay")
        .map(replay -> replay.position("stage"))
        .orElseGet(() -> root.position(root.has("fault") ? "fault" : "release"));
  }

  private static Incident replay(Section replay) {
    var incident =
        new Incident.OfReplay(
            replay.required("stage", Quantity::text),
            replay.required("after", Quantity::span),
            replay.required("rate", Quantity::rate).perSecond());
    replay.end();
    return incident;
  }

  private int endOfFrontMatter() {
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).equals(FENCE)) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> overrides(Section root) {
    var overrides = new ArrayList<String>();
    for (Position element : root.list("set")) {
      if (!(element.node() instanceof ScalarNode)) {
        throw element.refuse("expected path=value");
      }
      overrides.add(Section.read(element, Quantity::text));
    }
    return overrides;
  }

  private List<Runbook.Step> steps(int firstLine) {
    Parser parser = Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();
    Node document = parser.parse(String.join("\n", lines.subList(firstLine, lines.size())));
    var steps = new ArrayList<Runbook.Step>();
    List<Block> blocks = new ArrayList<>();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading && heading.getLevel() == 2) {
        blocks = new ArrayList<>();
        steps.add(new Runbook.Step(text(heading), firstLine + line(node), List.of()));
      }
      for (FencedCodeBlock fence : fences(node)) {
        int line = firstLine + line(fence);
        blocks.addAll(blocks(fence, line));
        if (!blocks.isEmpty() && steps.isEmpty()) {
          throw refuse(line, "a block that is to be done belongs below a heading of a step (##)");
        }
      }
      if (!steps.isEmpty()) {
        Runbook.Step last = steps.remove(steps.size() - 1);
        steps.add(new Runbook.Step(last.title(), last.line(), blocks));
      }
    }
    if (steps.stream().allMatch(step -> step.blocks().isEmpty())) {
      throw new ScenarioException(
          file + ": no step has a block that says run, wait-until or check");
    }
    return steps;
  }

  /** From 1. */
  private static int line(Node node) {
    return node.getSourceSpans().get(0).getLineIndex() + 1;
  }

  /** The node itself, or those within it: a block may stand below an item of a list. */
  private static List<FencedCodeBlock> fences(Node node) {
    var fences = new ArrayList<FencedCodeBlock>();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock fence) {
            fences.add(fence);
          }
        });
    return fences;
  }

  private static String text(Node heading) {
    var text = new StringBuilder();
    for (Node child = heading.getFirstChild(); child != null; child = child.getNext()) {
      text.append(child instanceof Text part ? part.getLiteral() : "");
    }
    return text.toString().strip();
  }

  /** {@code sh run contains="open" within=20s mitigates}: a language, a verb, attributes. */
  private List<Block> blocks(FencedCodeBlock fence, int line) {
    String info = fence.getInfo() == null ? "" : fence.getInfo();
    List<String> words = List.of(ATTRIBUTE.matcher(info).replaceAll("").strip().split("\\s+", -1));
    List<String> verbs = words.stream().filter(VERBS::contains).toList();
    Map<String, String> attributes = attributes(info);
    boolean mitigates = words.contains(MITIGATES);
    if (verbs.isEmpty()) {
      if (mitigates || attributes.containsKey("within") || attributes.containsKey("contains")) {
        throw refuse(line, "says neither run, nor wait-until, nor check, and would not be done");
      }
      return List.of();
    }
    Optional<String> contains = Optional.ofNullable(attributes.remove("contains"));
    Optional<Duration> within =
        Optional.ofNullable(attributes.remove("within")).map(text -> span(text, line));
    String verb = verbs.get(0);
    boolean isMeant =
        attributes.isEmpty()
            && verbs.size() == 1
            && words.stream().skip(1).allMatch(word -> word.equals(verb) || word.equals(MITIGATES))
            && (contains.isEmpty() || verb.equals("run"))
            && (within.isEmpty() || !verb.equals("check"));
    if (!isMeant) {
      throw refuse(
          line,
          "allowed are 'run' with contains=, within= and mitigates, 'wait-until' with within= and"
              + " mitigates, 'check' with mitigates; but is '"
              + info
              + "'");
    }
    List<String> texts =
        fence
            .getLiteral()
            .lines()
            .filter(text -> !text.isBlank() && !text.startsWith("#"))
            .toList();
    if (texts.isEmpty()) {
      throw refuse(line, "the block is empty");
    }
    return switch (verb) {
      case "run" -> {
        texts.forEach(text -> checked(line, () -> ShellLine.require(text)));
        yield List.of(
            new Block.Command(
                line, String.join("\n", texts), contains, within.orElse(USUAL_COMMAND), mitigates));
      }
      case "wait-until" ->
          conditions(
              texts,
              line,
              mitigates,
              (text, condition, last) ->
                  new Block.WaitUntil(
                      line,
                      text,
                      condition,
                      within.orElseThrow(
                          () -> refuse(line, "wait-until needs within=, such as within=30s")),
                      last));
      default ->
          conditions(
              texts,
              line,
              mitigates,
              (text, condition, last) -> new Block.Check(line, text, condition, last));
    };
  }

  private interface OfCondition {
    Block make(String text, Condition condition, boolean mitigates);
  }

  /** One block for each; the incident is mitigated when the last of them holds. */
  private List<Block> conditions(
      List<String> texts, int line, boolean mitigates, OfCondition make) {
    var blocks = new ArrayList<Block>();
    for (String text : texts) {
      boolean isLast = blocks.size() == texts.size() - 1;
      Condition condition = checked(line, () -> Condition.parse(text));
      blocks.add(make.make(text.strip(), condition, mitigates && isLast));
    }
    return blocks;
  }

  private static Map<String, String> attributes(String info) {
    var attributes = new HashMap<String, String>();
    Matcher matcher = ATTRIBUTE.matcher(info);
    while (matcher.find()) {
      attributes.put(matcher.group(1), matcher.group(2).replace("\"", ""));
    }
    return attributes;
  }

  private Duration span(String text, int line) {
    return checked(line, () -> Quantity.span(text));
  }

  private <T> T checked(int line, java.util.function.Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw refuse(line, String.valueOf(e.getMessage()));
    }
  }

  private ScenarioException refuse(int line, String why) {
    return new ScenarioException(file + ":" + line + ": " + why);
  }
}
