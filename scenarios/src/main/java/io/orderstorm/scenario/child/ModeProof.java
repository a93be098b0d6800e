package io.orderstorm.scenario.child;

import io.orderstorm.simulator.downstream.DownstreamService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * How a fault on a service proves that it bit: requests that the mode turned away, slowed down or
 * answered late, or a connection of our own that it refused.
 */
final class ModeProof {

  private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);

  private final DownstreamService service;
  private long requestsBefore;
  private long markedBefore;
  private boolean refused;

  ModeProof(DownstreamService service) {
    this.service = service;
  }

  /**
   * A mode was entered: tells {@code true} or {@code false} and how the mode before it was felt.
   */
  synchronized String entered() {
    long met = service.requests() - requestsBefore;
    long marked = service.marked() - markedBefore;
    String told =
        refused
            ? "true a connection to " + service.name() + " was refused"
            : (marked > 0)
                + " "
                + marked
                + " of "
                + met
                + " requests were turned away, slowed down or answered late by "
                + service.name();
    requestsBefore = service.requests();
    markedBefore = service.marked();
    refused = refusesConnections();
    return told;
  }

  private boolean refusesConnections() {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()),
          (int) CONNECT_WITHIN.toMillis());
      return false;
    } catch (IOException refusal) {
      return true;
    }
  }
}
