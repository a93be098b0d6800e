package io.orderstorm.report.folder;

import java.nio.file.Path;

/** A run was to be written into a folder that already has content. */
public final class FolderInUseException extends RuntimeException {

  private final Path folder;

  FolderInUseException(Path folder, String reason) {
    super("the run folder " + folder + " " + reason + "; name a new or an empty one");
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }
}
