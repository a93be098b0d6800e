package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.cli.ExitCode;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.plan.ReplayPlan;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.run.Control;
import io.orderstorm.simulator.replay.run.Gate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm replay pause}, {@code resume} and {@code cancel}, from any terminal. */
final class ReplayControlCommands {

  private ReplayControlCommands() {}

  /** Tells a plan's run one word. */
  abstract static class Saying implements Callable<Integer> {

    @Parameters(paramLabel = "PLAN", arity = "0..1", description = PlanChoice.DESCRIPTION)
    private @Nullable String plan;

    @Mixin private DeskOptions options = new DeskOptions();

    @Spec private CommandSpec spec;

    private final Control.Word word;

    Saying(Control.Word word) {
      this.word = word;
    }

    @Override
    public Integer call() {
      try (Desk desk = options.open()) {
        SealedPlan sealed = PlanChoice.of(desk, plan);
        new Gate(desk.folder(), sealed, desk.audit()).requireNotOver();
        String said = say(desk, sealed.plan());
        spec.commandLine().getOut().println(sealed.plan().id() + ": " + said);
        spec.commandLine().getOut().flush();
      }
      return ExitCode.PASSED.status();
    }

    private String say(Desk desk, ReplayPlan of) {
      var control = new Control(desk.folder(), of.id());
      // whoever holds the plan knows whether it runs, also when its run hears the word at once
      Optional<Control.Held> held = control.hold();
      try {
        String name = word.name().toLowerCase(Locale.ROOT);
        control.say(word);
        desk.audit().append("told", of.id(), Map.of("word", name));
        return held.isEmpty() ? "its run was told to " + name : sayToNobody(desk, of, name);
      } finally {
        held.ifPresent(Control.Held::close);
      }
    }

    private String sayToNobody(Desk desk, ReplayPlan of, String name) {
      if (word != Control.Word.CANCEL) {
        return "is not running; its next run will hear " + name;
      }
      // no run is there that could say so
      desk.audit()
          .append(
              "ended",
              of.id(),
              Map.of("outcome", "cancelled", "reason", "cancelled while it was not running"));
      return "cancelled; it will not run";
    }
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Lets a running replay wait; what it has copied is committed.",
      footer = {"", "Example: orderstorm replay pause 20261127T180000Z-mondays-payments"})
  static final class Pause extends Saying {
    Pause() {
      super(Control.Word.PAUSE);
    }
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Lets a paused replay go on.",
      footer = {"", "Example: orderstorm replay resume 20261127T180000Z-mondays-payments"})
  static final class Resume extends Saying {
    Resume() {
      super(Control.Word.RUN);
    }
  }

  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Ends a replay for good; what it has copied stays.",
      footer = {"", "Example: orderstorm replay cancel 20261127T180000Z-mondays-payments"})
  static final class Cancel extends Saying {
    Cancel() {
      super(Control.Word.CANCEL);
    }
  }
}
