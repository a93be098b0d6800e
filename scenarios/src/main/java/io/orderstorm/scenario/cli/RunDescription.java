package io.orderstorm.scenario.cli;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.file.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What a run folder holds from its beginning: the scenario as it was resolved. */
final class RunDescription {

  private RunDescription() {}

  /**
   * Writes the scenario and what it refers to.
   *
   * @throws HarnessException if the folder can't be written to
   */
  static void write(ScenarioFile file, RunFolder folder) {
    try {
      Files.writeString(folder.scenario(), file.resolved());
      for (Path attachment : file.attachments()) {
        Files.copy(
            attachment,
            folder.root().resolve(attachment.getFileName()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new HarnessException("can't write the run folder " + folder + ": " + e.getMessage(), e);
    }
  }
}
