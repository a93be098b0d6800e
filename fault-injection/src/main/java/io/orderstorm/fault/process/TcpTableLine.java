package io.orderstorm.fault.process;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One line of {@code /proc/net/tcp} or {@code tcp6}: hexadecimal addresses whose 32-bit words are
 * in the host's byte order, a state, and the socket's inode.
 */
record TcpTableLine(InetSocketAddress local, InetSocketAddress remote, int state, long inode) {

  private static final int ESTABLISHED = 1;
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final int WORD_DIGITS = 8;

  /** Empty for the heading. */
  static Optional<TcpTableLine> parse(String line) {
    var fields = line.strip().split("\\s+", -1);
    if (fields.length <= INODE || fields[0].equals("sl")) {
      return Optional.empty();
    }
    return Optional.of(
        new TcpTableLine(
            address(fields[LOCAL]),
            address(fields[REMOTE]),
            Integer.parseInt(fields[STATE], 16),
            Long.parseLong(fields[INODE])));
  }

  boolean isEstablished() {
    return state == ESTABLISHED;
  }

  TcpConnection connection() {
    return new TcpConnection(local, remote);
  }

  private static InetSocketAddress address(String text) {
    var colon = text.indexOf(':');
    var words = ByteBuffer.allocate(colon / 2);
    for (int i = 0; i < colon; i += WORD_DIGITS) {
      var word = HexFormat.fromHexDigits(text, i, i + WORD_DIGITS);
      words.putInt(
          ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word);
    }
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(words.array()), Integer.parseInt(text.substring(colon + 1), 16));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("No address: " + text, e);
    }
  }
}
