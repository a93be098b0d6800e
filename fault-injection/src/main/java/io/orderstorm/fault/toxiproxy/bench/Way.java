package io.orderstorm.fault.toxiproxy.bench;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** A way to the upstream, direct or through a proxy, and the loads that go over it. */
record Way(String host, int port) {

  private static final int MESSAGE_BYTES = 100;
  private static final int BLOCK = 1 << 17;

  static Way to(String address) {
    var colon = address.lastIndexOf(':');
    return new Way(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  private Socket connect(int load) throws IOException {
    var socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    socket.getOutputStream().write(load);
    return socket;
  }

  /** Bytes a second that arrive over so many connections. */
  double download(int connections, Duration lasting) throws IOException, InterruptedException {
    var bytes = new LongAdder();
    var done = new CountDownLatch(connections);
    var start = System.nanoTime();
    var end = start + lasting.toNanos();
    for (int i = 0; i < connections; i++) {
      var socket = connect(LoadUpstream.DOWNLOAD);
      LoadUpstream.daemon(() -> download(socket, end, bytes, done));
    }
    done.await();
    return bytes.sum() * 1e9 / (System.nanoTime() - start);
  }

  private static void download(Socket socket, long end, LongAdder bytes, CountDownLatch done) {
    try (socket) {
      var in = socket.getInputStream();
      var block = new byte[BLOCK];
      while (end - System.nanoTime() > 0) {
        bytes.add(in.read(block));
      }
    } catch (IOException e) {
      throw new IllegalStateException("The load broke off", e);
    } finally {
      done.countDown();
    }
  }

  /** Round trips of 100 bytes, one after another, in nanos and sorted. */
  long[] echo(int count) throws IOException {
    var message = new byte[MESSAGE_BYTES];
    var nanos = new long[count];
    try (var socket = connect(LoadUpstream.ECHO)) {
      var in = socket.getInputStream();
      var out = socket.getOutputStream();
      for (int i = 0; i < count; i++) {
        var start = System.nanoTime();
        out.write(message);
        in.readNBytes(MESSAGE_BYTES);
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return nanos;
  }

  /** So many connections that do nothing any more after one byte went there and back. */
  List<Socket> idle(int connections) throws IOException {
    var sockets = new ArrayList<Socket>();
    for (int i = 0; i < connections; i++) {
      var socket = connect(LoadUpstream.ECHO);
      socket.getOutputStream().write(MESSAGE_BYTES);
      socket.getInputStream().readNBytes(1);
      sockets.add(socket);
    }
    return sockets;
  }
}
