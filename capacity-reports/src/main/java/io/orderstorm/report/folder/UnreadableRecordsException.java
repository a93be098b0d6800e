package io.orderstorm.report.folder;

import java.nio.file.Path;

/** A file of a run folder is missing, or is not what its name says. The message names the file. */
public final class UnreadableRecordsException extends RuntimeException {

  private final Path file;

  /** An exception that names the file and what is wrong with it. */
  public UnreadableRecordsException(Path file, String reason) {
    super(file + ": " + reason);
    this.file = file;
  }

  /** An exception that names the file and what is wrong with it. */
  public UnreadableRecordsException(Path file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
    this.file = file;
  }

  public Path file() {
    return file;
  }
}
