package io.orderstorm.scenario.runbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether a runbook still says what it said when it was rehearsed. */
public final class Fingerprint {

  private Fingerprint() {}

  /** The SHA-256 of the file's bytes, in hexadecimal digits. */
  public static String of(Path runbook) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(runbook)));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + runbook, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
