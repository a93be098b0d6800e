package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.gameday.GameDay;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code orderstorm pipeline}: what a person on call sees and does during {@code runbook verify}.
 */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shows and acts on the reference pipeline of a runbook's rehearsal, which the environment"
          + " variable",
      GameDay.PIPELINE + " names. Every command prints the status as JSON."
    },
    footer = {"", "Example: orderstorm pipeline status"},
    subcommands = {
      PipelineCommand.Status.class,
      PipelineCommand.Scale.class,
      PipelineCommand.EndFault.class,
      PipelineCommand.TakeBack.class,
      CommandLine.HelpCommand.class
    })
final class PipelineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  private static Integer ask(String request, CommandSpec spec) {
    String url = System.getenv(GameDay.PIPELINE);
    if (url == null || url.isBlank()) {
      throw new ScenarioException(
          GameDay.PIPELINE + " is not set: these commands work in the steps of 'runbook verify'");
    }
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url + request)).build(),
                  HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new ScenarioException(response.body());
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(response.body());
      out.flush();
      return ExitCode.PASSED.status();
    } catch (IOException e) {
      throw new HarnessException("the pipeline does not answer; its run may have ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.status();
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** {@code orderstorm pipeline status}. */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Alerts, faults and releases that are on, lag and open dead letters by group.",
      footer = {"", "Example: orderstorm pipeline status"})
  static final class Status implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      return ask("status", spec);
    }
  }

  /** {@code orderstorm pipeline scale}. */
  @Command(
      name = "scale",
      mixinStandardHelpOptions = true,
      description = "Has a stage run with so many consumers, within what its scenario allows.",
      footer = {"", "Example: orderstorm pipeline scale payment 4"})
  static final class Scale implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "STAGE", description = "The stage.")
    private String stage = "";

    @Parameters(index = "1", paramLabel = "CONSUMERS", description = "How many.")
    private int consumers;

    @Override
    public Integer call() {
      return ask("scale?stage=" + encoded(stage) + "&consumers=" + consumers, spec);
    }
  }

  /** {@code orderstorm pipeline take-back}. */
  @Command(
      name = "take-back",
      mixinStandardHelpOptions = true,
      description = "Takes the candidate back: every key goes to the version before it.",
      footer = {"", "Example: orderstorm pipeline take-back"})
  static final class TakeBack implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      return ask("take-back", spec);
    }
  }

  /** {@code orderstorm pipeline end-fault}. */
  @Command(
      name = "end-fault",
      mixinStandardHelpOptions = true,
      description =
          "Ends a fault that stands: stands for whoever mends the broken part, such as a provider's"
              + " own on-call.",
      footer = {"", "Example: orderstorm pipeline end-fault payment-provider-outage"})
  static final class EndFault implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FAULT", description = "Its name.")
    private String fault = "";

    @Override
    public Integer call() {
      return ask("end-fault?fault=" + encoded(fault), spec);
    }
  }
}
