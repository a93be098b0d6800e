package io.orderstorm.fault.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reverts what earlier runs left behind when both they and their watchdogs were killed. */
public final class LeaseSweep {

  private static final Duration LIMIT = Duration.ofSeconds(3);

  private LeaseSweep() {}

  /**
   * What a sweep did.
   *
   * @param reverted in words; nothing of it was necessarily still standing
   * @param failed in words; stays on record and is tried again by the next sweep
   */
  public record Swept(List<String> reverted, List<String> failed) {

    static final Swept NOTHING = new Swept(List.of(), List.of());

    public Swept {
      reverted = List.copyOf(reverted);
      failed = List.copyOf(failed);
    }
  }

  /**
   * Reverts what is open in the leases of owners that are gone; those of living ones are left
   * alone. A folder that does not exist has no leases.
   *
   * @throws IOException if the folder or one of its leases can't be read
   */
  public static Swept sweep(Path folder) throws IOException, InterruptedException {
    var reverted = new ArrayList<String>();
    var failed = new ArrayList<String>();
    for (var file : leases(folder)) {
      var swept = sweep(file);
      reverted.addAll(swept.reverted());
      failed.addAll(swept.failed());
    }
    return new Swept(reverted, failed);
  }

  private static Swept sweep(LeaseFile file) throws IOException, InterruptedException {
    try {
      var owner = file.read().owner();
      return owner.isPresent() && owner.get().stillRuns()
          ? Swept.NOTHING
          : new UnfinishedLease(file.end()).revert(LIMIT);
    } catch (NoSuchFileException e) {
      return Swept.NOTHING; // its watchdog was faster
    }
  }

  private static List<LeaseFile> leases(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              path ->
                  path.toString().endsWith(LeaseFile.ACTIVE)
                      || path.toString().endsWith(LeaseFile.ENDED))
          .sorted()
          .map(LeaseFile::new)
          .toList();
    }
  }
}
