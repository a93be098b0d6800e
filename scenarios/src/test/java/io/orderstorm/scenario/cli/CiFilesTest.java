package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The CI files that ship: they are parsed, their shell steps are done by a real shell with a
 * stand-in for the product, and the product's own command line reads what the stand-in was given.
 */
class CiFilesTest {

  private static final Path CI = Path.of("..", "ci");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*([a-z.-]+)\\s*}}");

  @TempDir private Path checkout;

  @BeforeEach
  void aCheckoutWithAStandIn() throws IOException {
    Path product = checkout.resolve("orderstorm");
    Files.writeString(
        product,
        """
        #!/usr/bin/env bash
        printf '%s\\n' "$@" > "$(dirname "$0")/called"
        while [ $# -gt 0 ]; do
          if [ "$1" = --out ]; then
            [ ! -e "$2" ] || exit 2
            mkdir -p "$2"; echo "# told" > "$2/report.md"
          fi
          shift
        done
        """);
    assertThat(product.toFile().setExecutable(true)).isTrue();
  }

  static Stream<Path> callers() throws IOException {
    try (Stream<Path> files = Files.list(CI.resolve("github"))) {
      return files.filter(file -> !file.endsWith("orderstorm.yml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("callers")
  void aGithubWorkflowPlaysWhatTheCommandLineKnows(Path file) throws Exception {
    Map<?, ?> workflow = yaml(file);
    Map<String, String> inputs = defaults(workflow);
    int played = 0;
    for (Object job : map(workflow, "jobs").values()) {
      Map<?, ?> called = (Map<?, ?>) job;
      assertThat(called.get("uses")).isEqualTo("./.github/workflows/orderstorm.yml");
      for (Map<String, String> values : matrix(called, inputs)) {
        play(filled(map(called, "with"), values));
        played++;
      }
    }
    assertThat(played).isPositive();
  }

  /** The reusable workflow's steps, one after another, as the caller asks. */
  private void play(Map<String, String> with) throws Exception {
    Map<?, ?> reusable = yaml(CI.resolve("github").resolve("orderstorm.yml"));
    Map<?, ?> declared = map(map(map(reusable, "on"), "workflow_call"), "inputs");
    assertThat(declared.keySet().stream().map(String::valueOf)).containsAll(with.keySet());
    var values = new LinkedHashMap<String, String>();
    with.forEach((name, value) -> values.put("inputs." + name, value));
    Path summary = checkout.resolve("summary-" + with.get("name"));
    for (Object each : (List<?>) map(map(reusable, "jobs"), "play").get("steps")) {
      Map<?, ?> step = (Map<?, ?>) each;
      if (step.get("run") instanceof String script) {
        Map<String, String> surroundings = filled(map(step, "env"), values);
        surroundings.put("GITHUB_STEP_SUMMARY", summary.toString());
        shell(script, surroundings);
      }
    }
    assertThat(summary).hasContent("# told");
    assertThatTheCommandLineKnows(Files.readAllLines(checkout.resolve("called")));
  }

  @Test
  void gitlabJobsPlayWhatTheCommandLineKnows() throws Exception {
    Map<?, ?> file = yaml(CI.resolve("gitlab").resolve("orderstorm.gitlab-ci.yml"));
    List<?> script = (List<?>) map(file, ".orderstorm").get("script");
    for (String job :
        List.of(
            "orderstorm-smoke", "orderstorm-drill", "orderstorm-runbook", "orderstorm-capacity")) {
      assertThat(map(file, job).get("extends")).isEqualTo(".orderstorm");
      var surroundings = new LinkedHashMap<String, String>();
      map(file, "variables").forEach((name, value) -> surroundings.put("" + name, "" + value));
      surroundings.put("DRILL", "quarterly-replay");
      surroundings.put("RUNBOOK", "broker-loss");
      // the runner expands a job's variables by those that it knows already
      map(file, job, "variables")
          .forEach(
              (name, value) -> surroundings.put("" + name, expanded("" + value, surroundings)));
      for (Object line : script) {
        shell((String) line, surroundings);
      }
      assertThatTheCommandLineKnows(Files.readAllLines(checkout.resolve("called")));
    }
  }

  /** What is played each quarter is what ships: nothing is forgotten when one is added. */
  @Test
  void everyDrillAndRunbookIsPlayedEachQuarter() throws Exception {
    Map<?, ?> github = map(yaml(CI.resolve("github").resolve("quarterly-drills.yml")), "jobs");
    Map<?, ?> gitlab = yaml(CI.resolve("gitlab").resolve("orderstorm.gitlab-ci.yml"));

    for (List<Object> drills :
        List.of(
            names(map(github, "drill", "strategy", "matrix").get("drill")),
            names(ofMatrix(gitlab, "orderstorm-drill").get("DRILL")))) {
      assertThat(drills).containsExactlyInAnyOrderElementsOf(shipped("drills", ".yaml"));
    }
    for (List<Object> runbooks :
        List.of(
            names(map(github, "runbook", "strategy", "matrix").get("runbook")),
            names(ofMatrix(gitlab, "orderstorm-runbook").get("RUNBOOK")))) {
      assertThat(runbooks).containsExactlyInAnyOrderElementsOf(shipped("runbooks", ".md"));
    }
  }

  private static Map<?, ?> ofMatrix(Map<?, ?> gitlab, String job) {
    return (Map<?, ?>) ((List<?>) map(gitlab, job, "parallel").get("matrix")).get(0);
  }

  private static List<Object> names(Object list) {
    return new ArrayList<>((List<?>) list);
  }

  private static List<Object> shipped(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .<Object>map(name -> name.substring(0, name.length() - ending.length()))
          .toList();
    }
  }

  @Test
  void theJenkinsPipelinePlaysWhatTheCommandLineKnows() throws Exception {
    String file = Files.readString(CI.resolve("Jenkinsfile"));
    var surroundings = new LinkedHashMap<String, String>();
    Matcher parameter = Pattern.compile("name: '(\\w+)', defaultValue: '([^']*)'").matcher(file);
    while (parameter.find()) {
      surroundings.put(parameter.group(1), parameter.group(2));
    }
    Matcher step = Pattern.compile("sh '([^']*)'").matcher(file);
    int played = 0;
    while (step.find()) {
      // the workspace of a job stays, and a run folder with content is refused
      for (String build : List.of("1", "2")) {
        surroundings.put("BUILD_NUMBER", build);
        shell(step.group(1), surroundings);
      }
      played++;
    }
    assertThat(played).isEqualTo(1);
    assertThat(file)
        .as("a build publishes its own results alone")
        .contains("runs/${params.NAME}-${env.BUILD_NUMBER}")
        .doesNotContain("runs/**");
    assertThatTheCommandLineKnows(Files.readAllLines(checkout.resolve("called")));
    assertThat(file.chars().filter(c -> c == '{').count())
        .isEqualTo(file.chars().filter(c -> c == '}').count());
  }

  /** The exit status decides: nothing may turn it into another one. */
  @Test
  void noFileMakesAFailureOfAPlayGreen() throws IOException {
    try (Stream<Path> files = Files.walk(CI)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .as("%s", file)
            .doesNotContain(
                "allow_failure: true",
                "continue-on-error",
                "|| true",
                "catchError",
                "returnStatus");
      }
    }
  }

  /** Of a runbook that failed its own verdict is told, not that of the run it was rehearsed in. */
  @Test
  void theSummaryOfARehearsalIsThatOfTheRunbook() throws Exception {
    Path run = Files.createDirectories(checkout.resolve("runs/runbook-x"));
    Files.writeString(run.resolve("report.md"), "# PASSED\n");
    Files.writeString(run.resolve("runbook.md"), "# FAILED\n");
    Path summary = checkout.resolve("summary");
    Map<?, ?> reusable = yaml(CI.resolve("github").resolve("orderstorm.yml"));
    for (Object each : (List<?>) map(map(reusable, "jobs"), "play").get("steps")) {
      Map<?, ?> step = (Map<?, ?>) each;
      if ("summary".equals(step.get("name"))) {
        shell(
            (String) step.get("run"),
            Map.of("NAME", "runbook-x", "GITHUB_STEP_SUMMARY", summary.toString()));
      }
    }
    assertThat(summary).hasContent("# FAILED");
  }

  @Test
  void theImageDoesNotRunAsRoot() throws IOException {
    List<String> lines = Files.readAllLines(CI.resolve("Containerfile"));
    assertThat(lines).contains("USER orderstorm");
    assertThat(lines.indexOf("USER orderstorm"))
        .isLessThan(lines.indexOf("ENTRYPOINT [\"/opt/orderstorm/orderstorm\"]"));
  }

  private static void assertThatTheCommandLineKnows(List<String> arguments) {
    assertThatCode(() -> OrderStorm.commandLine().parseArgs(arguments.toArray(String[]::new)))
        .as("orderstorm %s", String.join(" ", arguments))
        .doesNotThrowAnyException();
  }

  private void shell(String script, Map<String, String> surroundings) throws Exception {
    Path said = checkout.resolve("said");
    var shell =
        new ProcessBuilder("bash", "-e", "-c", script)
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    shell.environment().putAll(surroundings);
    Process process = shell.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s%n%s", script, Files.readString(said)).isZero();
  }

  private static Map<String, String> defaults(Map<?, ?> workflow) {
    var values = new LinkedHashMap<String, String>();
    Map<?, ?> dispatch = map(map(workflow, "on"), "workflow_dispatch");
    map(dispatch, "inputs")
        .forEach(
            (name, input) -> values.put("inputs." + name, "" + ((Map<?, ?>) input).get("default")));
    return values;
  }

  private static List<Map<String, String>> matrix(Map<?, ?> job, Map<String, String> inputs) {
    Map<?, ?> matrix = map(job, "strategy", "matrix");
    var all = new ArrayList<Map<String, String>>();
    matrix.forEach(
        (name, values) -> {
          for (Object value : (List<?>) values) {
            var one = new LinkedHashMap<>(inputs);
            one.put("matrix." + name, "" + value);
            all.add(one);
          }
        });
    return all.isEmpty() ? List.of(inputs) : all;
  }

  private static Map<String, String> filled(Map<?, ?> texts, Map<String, String> values) {
    var filled = new LinkedHashMap<String, String>();
    texts.forEach(
        (name, text) ->
            filled.put(
                "" + name,
                EXPRESSION
                    .matcher("" + text)
                    .replaceAll(
                        found -> {
                          assertThat(values).containsKey(found.group(1));
                          return Matcher.quoteReplacement("" + values.get(found.group(1)));
                        })));
    return filled;
  }

  private static String expanded(String text, Map<String, String> values) {
    return Pattern.compile("\\$([A-Z_]+)")
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement("" + values.get(found.group(1))));
  }

  private static Map<?, ?> yaml(Path file) throws IOException {
    Object read =
        new Load(LoadSettings.builder().setLabel("" + file).build())
            .loadFromString(Files.readString(file));
    assertThat(read).isInstanceOf(Map.class);
    return (Map<?, ?>) read;
  }

  /** A mapping below others; empty where there is none. */
  private static Map<?, ?> map(Map<?, ?> in, String... names) {
    Map<?, ?> at = in;
    for (String name : names) {
      at = at.get(name) instanceof Map<?, ?> next ? next : Map.of();
    }
    return at;
  }
}
