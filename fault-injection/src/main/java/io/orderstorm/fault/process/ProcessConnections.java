package io.orderstorm.fault.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The TCP connections of a process of this host, as the kernel lists them: proof of which ports a
 * client really talks to.
 *
 * <p>{@code /proc/PID/net/tcp} lists the connections of the process's whole network namespace, and
 * {@code /proc/PID/fd} the sockets that are the process's own; what is in both is meant. A look is
 * a snapshot: connections that come and go between two looks are not seen.
 *
 * <p>OSHI would list connections too, on more platforms, but for these two tables of text it brings
 * native access to the whole machine.
 */
public final class ProcessConnections {

  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

  private final long pid;

  private ProcessConnections(long pid) {
    this.pid = pid;
  }

  /** Whether this platform can tell; it is Linux. */
  public static boolean canBeTold() {
    return Files.exists(Path.of("/proc/self/net/tcp"));
  }

  public static ProcessConnections of(long pid) {
    return new ProcessConnections(pid);
  }

  /**
   * All established connections.
   *
   * @throws IOException if the process is gone or not ours to look at, or the platform can't tell;
   *     then nothing is proved either way
   */
  public List<TcpConnection> established() throws IOException {
    var sockets = sockets();
    var connections = new ArrayList<TcpConnection>();
    for (var table : List.of("tcp", "tcp6")) {
      for (var line : lines(table)) {
        TcpTableLine.parse(line)
            .filter(TcpTableLine::isEstablished)
            .filter(entry -> sockets.contains(entry.inode()))
            .map(TcpTableLine::connection)
            .ifPresent(connections::add);
      }
    }
    return connections;
  }

  /**
   * The established connections to servers on these ports, whatever their address: those that go
   * around a link, if the ports are the ones behind it.
   *
   * @throws IOException as {@link #established}
   */
  public List<TcpConnection> to(Set<Integer> ports) throws IOException {
    return established().stream()
        .filter(connection -> ports.contains(connection.remote().getPort()))
        .toList();
  }

  private List<String> lines(String table) throws IOException {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "net", table));
    } catch (NoSuchFileException e) {
      if (table.equals("tcp6") && Files.exists(Path.of("/proc", Long.toString(pid)))) {
        return List.of(); // a kernel without IPv6
      }
      throw new IOException("The connections of process " + pid + " can't be listed", e);
    }
  }

  /** The inodes of the process's sockets. */
  private Set<Long> sockets() throws IOException {
    var inodes = new HashSet<Long>();
    try (var descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (var descriptor : descriptors) {
        var socket = SOCKET.matcher(target(descriptor));
        if (socket.matches()) {
          inodes.add(Long.parseLong(socket.group(1)));
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException("Process " + pid + " is gone", e);
    }
    return inodes;
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed while we looked
    }
  }
}
