package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/** What a plan's run is told, from any terminal: one word in a file of the plan's folder. */
public final class Control {

  private final Path folder;

  public Control(ReplayFolder folder, String planId) {
    this.folder = folder.of(planId);
  }

  /** What a run is to do. */
  public enum Word {
    RUN,
    PAUSE,
    CANCEL
  }

  /** Tells the run; one that begins later hears it too. */
  public void say(Word word) {
    ReplayFolder.replace(file(), word.name().toLowerCase(Locale.ROOT) + "\n");
  }

  /** What was said last; {@link Word#RUN} if nothing was. */
  public Word heard() {
    try {
      if (!Files.exists(file())) {
        return Word.RUN;
      }
      String word = Files.readString(file()).strip();
      for (Word known : Word.values()) {
        if (known.name().toLowerCase(Locale.ROOT).equals(word)) {
          return known;
        }
      }
      return Word.PAUSE; // somebody wants something; better not to go on
    } catch (IOException e) {
      return Word.PAUSE;
    }
  }

  /**
   * Holds the plan for one run. The lock goes with the process, however it ends.
   *
   * @return empty if another run holds it
   */
  public Optional<Held> hold() {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new Held(channel));
    } catch (IOException e) {
      throw new ReplayFailedException("can't lock " + folder, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  /** Whether a run holds the plan. */
  public boolean isHeld() {
    Optional<Held> held = hold();
    held.ifPresent(Held::close);
    return held.isEmpty();
  }

  private Path file() {
    return folder.resolve("control");
  }

  /** A held plan. */
  public static final class Held implements AutoCloseable {
    private final FileChannel channel;

    private Held(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new ReplayFailedException("can't let go of a plan", e);
      }
    }
  }
}
