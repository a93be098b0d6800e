package io.orderstorm.scenario.gameday;

import io.orderstorm.scenario.runbook.Block;
import io.orderstorm.scenario.runbook.Runbook;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/** A person does the steps in a terminal of their own, and says when each is done. */
public final class PersonHands implements Hands {

  private final PrintStream out;
  private final BufferedReader in;
  private final Map<String, String> surroundings;
  private boolean told;

  public PersonHands(PrintStream out, BufferedReader in, Map<String, String> surroundings) {
    this.out = out;
    this.in = in;
    this.surroundings = Map.copyOf(surroundings);
  }

  @Override
  public void read(Runbook.Step step) {
    if (!told) {
      told = true;
      out.println("for the terminal in which you work:");
      surroundings.forEach((name, value) -> out.println("  export " + name + "='" + value + "'"));
    }
    out.println();
    out.println("step: " + step.title());
  }

  @Override
  public Done doCommand(Block.Command command) {
    out.println("do this, then press Enter; or write what was wrong with it, then press Enter:");
    command.text().lines().forEach(line -> out.println("  " + line));
    out.flush();
    try {
      String answer = in.readLine();
      boolean done = answer != null && answer.isBlank();
      return new Done(
          done, "done by a person", done ? "done" : answer == null ? "nobody there" : answer);
    } catch (IOException e) {
      return new Done(false, "done by a person", "nobody there: " + e.getMessage());
    }
  }
}
