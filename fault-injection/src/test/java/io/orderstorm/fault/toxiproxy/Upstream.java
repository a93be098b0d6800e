package io.orderstorm.fault.toxiproxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server behind a proxy; what it does with a connection is up to the test. */
final class Upstream implements AutoCloseable {

  interface Conversation {
    void hold(Socket socket, InputStream in, OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private Upstream(Conversation conversation) throws IOException {
    server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (!server.isClosed()) {
            var socket = server.accept();
            socket.setTcpNoDelay(true);
            sockets.add(socket);
            daemon(
                () -> conversation.hold(socket, socket.getInputStream(), socket.getOutputStream()));
          }
        });
  }

  static Upstream that(Conversation conversation) throws IOException {
    return new Upstream(conversation);
  }

  /** Sends back what it gets, and hangs up when the client did. */
  static Upstream echo() throws IOException {
    return that(
        (socket, in, out) -> {
          in.transferTo(out);
          socket.shutdownOutput();
        });
  }

  /** Holds connections without ever reading or writing. */
  static Upstream deaf() throws IOException {
    return that((socket, in, out) -> {});
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  List<Socket> connections() {
    return sockets;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : sockets) {
      socket.close();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // the connection's end is the conversation's end
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
