package io.orderstorm.fault.process;

import java.net.Socket;
import java.util.ArrayDeque;

/**
 * Connects to the ports that it is given, in turn, and closes one connection for each byte read.
 */
final class Dialler {

  private Dialler() {}

  public static void main(String[] ports) throws Exception {
    var sockets = new ArrayDeque<Socket>();
    for (var port : ports) {
      sockets.add(new Socket("127.0.0.1", Integer.parseInt(port)));
    }
    System.out.println("connected");
    while (System.in.read() >= 0) {
      sockets.remove().close();
      System.out.println("closed");
    }
  }
}
