package io.orderstorm.fault.toxiproxy.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers one byte, 'd', with data without end; anything else it sends back. */
final class LoadUpstream implements AutoCloseable {

  static final int DOWNLOAD = 'd';
  static final int ECHO = 'e';
  private static final int BACKLOG = 2048;
  private static final int BLOCK = 1 << 17;

  private final ServerSocket server;

  LoadUpstream() throws IOException {
    server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = socket.getInputStream();
      var out = socket.getOutputStream();
      if (in.read() == DOWNLOAD) {
        var block = new byte[BLOCK];
        while (true) {
          out.write(block);
        }
      }
      in.transferTo(out);
    } catch (IOException e) {
      // the client has had enough
    }
  }

  static void daemon(Runnable task) {
    var thread = new Thread(task, "bench");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
