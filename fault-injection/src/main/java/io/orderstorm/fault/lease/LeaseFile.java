package io.orderstorm.fault.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names and the notation of lease files. */
record LeaseFile(Path path) {

  static final String ACTIVE = ".lease";
  static final String ENDED = ".ended";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a file says.
   *
   * @param open what is still to be undone, by number
   * @param unreadable lines that this version can't read; they keep none of the others from being
   *     undone
   */
  record Content(Optional<ProcessMark> owner, Map<Long, Reversal> open, List<String> unreadable) {}

  static String owner(ProcessMark owner) {
    var line = JsonNodeFactory.instance.objectNode();
    line.set("owner", JSON.valueToTree(owner));
    return line + "\n";
  }

  static String hold(long number, Reversal reversal) {
    var line = JsonNodeFactory.instance.objectNode().put("hold", number);
    line.set("reversal", JSON.valueToTree(reversal));
    return line + "\n";
  }

  static String done(long number) {
    return JsonNodeFactory.instance.objectNode().put("done", number) + "\n";
  }

  /** A last line that was torn by a crash is no line: its fault was not injected. */
  Content read() throws IOException {
    var reading = new Reading();
    var text = Files.readString(path);
    for (var line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
      if (!line.isEmpty()) {
        reading.take(line);
      }
    }
    return new Content(reading.owner, reading.open, reading.unreadable);
  }

  /** The lines so far. */
  private static final class Reading {

    private final Map<Long, Reversal> open = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private Optional<ProcessMark> owner = Optional.empty();

    void take(String line) {
      try {
        var node = JSON.readTree(line);
        if (node.has("owner")) {
          owner = Optional.of(JSON.treeToValue(node.path("owner"), ProcessMark.class));
        } else if (node.has("hold")) {
          var reversal = JSON.treeToValue(node.path("reversal"), Reversal.class);
          open.put(node.path("hold").asLong(), reversal);
        } else {
          open.remove(node.path("done").asLong());
        }
      } catch (JsonProcessingException e) {
        unreadable.add(line);
      }
    }
  }

  /** Ends the lease; gives the file's new name, also if somebody else was faster. */
  LeaseFile end() throws IOException {
    var name = path.getFileName().toString();
    if (name.endsWith(ENDED)) {
      return this;
    }
    var ended = path.resolveSibling(name.substring(0, name.length() - ACTIVE.length()) + ENDED);
    try {
      Files.move(path, ended, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // somebody else ended it
    }
    return new LeaseFile(ended);
  }
}
