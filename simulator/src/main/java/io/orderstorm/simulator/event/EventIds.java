package io.orderstorm.simulator.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Deterministic ids: UUIDv5 (RFC 9562) in the namespace {@link #NAMESPACE} of the text {@code
 * <order id>/<event type>/<causing event's id>/<revision>}. Handling an event again makes the same
 * ids again, which is what makes consumers idempotent.
 */
public final class EventIds {

  /** Our own namespace: UUIDv5 of {@code orderstorm.io} in the DNS namespace. */
  public static final UUID NAMESPACE = UUID.fromString("496636b1-a277-53f9-93f2-6f05d8afb5e4");

  private static final ThreadLocal<MessageDigest> SHA1 = ThreadLocal.withInitial(EventIds::sha1);
  private static final byte[] NAMESPACE_BYTES =
      ByteBuffer.allocate(16)
          .putLong(NAMESPACE.getMostSignificantBits())
          .putLong(NAMESPACE.getLeastSignificantBits())
          .array();

  private EventIds() {}

  public static UUID of(String orderId, EventType type, UUID causeId, int revision) {
    return nameBased(orderId, type.text(), causeId, revision);
  }

  /**
   * What a downstream service tells repeated calls by: the name that an outcome of revision 0 would
   * have, with the effect's in place of the event type's.
   *
   * @param rootId the causing event's id at revision 0, whatever its revision is: a correction does
   *     not charge twice
   */
  public static UUID idempotencyKey(String orderId, String effect, UUID rootId) {
    return nameBased(orderId, effect, rootId, 0);
  }

  private static UUID nameBased(String orderId, String what, UUID causeId, int revision) {
    String name = orderId + '/' + what + '/' + causeId + '/' + revision;
    MessageDigest digest = SHA1.get();
    digest.update(NAMESPACE_BYTES);
    var hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
