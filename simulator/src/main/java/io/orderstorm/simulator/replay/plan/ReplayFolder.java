package io.orderstorm.simulator.replay.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.simulator.replay.CanonicalJson;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where plans live: {@code <root>/audit.jsonl}, and for each plan a folder with {@code plan.json},
 * {@code approval.json}, {@code status.json} and what its run is told.
 */
public record ReplayFolder(Path root) {

  private static final String PLAN = "plan.json";

  /** The audit log of all plans. */
  public Path audit() {
    return root.resolve("audit.jsonl");
  }

  /** A plan's own folder. */
  public Path of(String planId) {
    return root.resolve(planId);
  }

  /** Ids of all plans, oldest first. */
  public List<String> planIds() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(PLAN)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ReplayFailedException("can't read " + root, e);
    }
  }

  /**
   * Writes a new plan and returns its file.
   *
   * @throws ReplayRefusedException if there is one of its id
   */
  public Path write(SealedPlan sealed) {
    Path file = of(sealed.plan().id()).resolve(PLAN);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text(sealed), StandardOpenOption.CREATE_NEW);
      return file;
    } catch (FileAlreadyExistsException e) {
      throw new ReplayRefusedException(
          file + ": stands already; a plan never changes, so wait a second and plan again");
    } catch (IOException e) {
      throw new ReplayFailedException("can't write " + file, e);
    }
  }

  /**
   * Reads a plan.
   *
   * @param plan its id, its folder or its file
   * @throws ReplayRefusedException if there is none, or a byte of it is not as it was written
   */
  public SealedPlan read(String plan) {
    Path file = file(plan);
    String text = text(file);
    SealedPlan sealed;
    try {
      JsonNode content = CanonicalJson.parse(text).path("plan");
      sealed = SealedPlan.of(CanonicalJson.parse(content.toString(), ReplayPlan.class));
    } catch (JsonProcessingException e) {
      throw altered(file, "it is no plan: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw altered(file, "it is no plan: " + e.getMessage());
    }
    if (!text.equals(text(sealed))) {
      throw altered(file, "its content has the hash " + sealed.sha256());
    }
    if (!file.toAbsolutePath().normalize().endsWith(Path.of(sealed.plan().id(), PLAN))) {
      throw altered(file, "it lies in another plan's folder");
    }
    return sealed;
  }

  private static ReplayRefusedException altered(Path file, String what) {
    return new ReplayRefusedException(
        file + ": was altered (" + what + "); plan again from the request");
  }

  /** The approval of a plan; empty if nobody approved it. */
  public Optional<Approval> approval(String planId) {
    Path file = of(planId).resolve("approval.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CanonicalJson.parse(text(file), Approval.class));
    } catch (JsonProcessingException e) {
      throw new ReplayRefusedException(
          file + ": is no approval (" + e.getOriginalMessage() + "); approve again");
    }
  }

  /** Keeps an approval; a later one takes the place of an earlier one. */
  public void write(Approval approval) {
    replace(of(approval.plan()).resolve("approval.json"), CanonicalJson.pretty(approval));
  }

  /** Writes a file in one step, so that nobody reads half of it. */
  public static void replace(Path file, String text) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ReplayFailedException("can't write " + file, e);
    }
  }

  private Path file(String plan) {
    for (Path candidate : List.of(of(plan).resolve(PLAN), Path.of(plan, PLAN), Path.of(plan))) {
      if (Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    throw new ReplayRefusedException(
        plan + ": there is no such plan in " + root + "; there are " + planIds());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ReplayRefusedException(
          file + ": can't be read: " + ReplayFailedException.reason(e));
    }
  }

  private static String text(SealedPlan sealed) {
    return CanonicalJson.pretty(Map.of("plan", sealed.plan(), "sha256", sealed.sha256()));
  }
}
