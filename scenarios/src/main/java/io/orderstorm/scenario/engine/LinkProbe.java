package io.orderstorm.scenario.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A harmless question through a link, in the language of what is behind it: to a broker which
 * requests it knows, to a service for a page that it does not have. What counts is that, and when,
 * anything comes back.
 */
final class LinkProbe {

  private static final byte[] CLIENT_ID = "orderstorm-probe".getBytes(StandardCharsets.UTF_8);
  private static final short API_VERSIONS = 18;
  private static final byte[] PAGE =
      "GET /orderstorm-probe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  /**
   * Asks and waits for the first byte of the answer.
   *
   * @param server the link's far end, as in its name
   * @return how long that took, with the connection's set-up
   * @throws IOException if no answer came within the limit, or the connection ended without one
   */
  Duration roundTrip(String server, InetSocketAddress listen, Duration limit) throws IOException {
    long began = System.nanoTime();
    try (var socket = new Socket()) {
      socket.connect(listen, millisLeft(began, limit));
      socket.getOutputStream().write(server.startsWith("broker-") ? apiVersions() : PAGE);
      socket.setSoTimeout(millisLeft(began, limit));
      requireAnswer(socket.getInputStream());
      return Duration.ofNanos(System.nanoTime() - began);
    }
  }

  private static int millisLeft(long began, Duration limit) throws SocketTimeoutException {
    long left = limit.minusNanos(System.nanoTime() - began).toMillis();
    if (left <= 0) {
      throw new SocketTimeoutException("no answer within " + limit.toMillis() + " ms");
    }
    return Math.toIntExact(left);
  }

  private static void requireAnswer(InputStream answer) throws IOException {
    if (answer.read() < 0) {
      throw new EOFException("closed without an answer");
    }
  }

  /** Version 0, which every broker answers, also before a login. */
  private static byte[] apiVersions() {
    int length = Short.BYTES + Short.BYTES + Integer.BYTES + Short.BYTES + CLIENT_ID.length;
    return ByteBuffer.allocate(Integer.BYTES + length)
        .putInt(length)
        .putShort(API_VERSIONS)
        .putShort((short) 0)
        .putInt(1)
        .putShort((short) CLIENT_ID.length)
        .put(CLIENT_ID)
        .array();
  }
}
