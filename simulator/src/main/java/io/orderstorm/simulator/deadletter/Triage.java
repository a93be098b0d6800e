package io.orderstorm.simulator.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What was done with dead letters, one mark each, under its position, in a compacted topic. For one
 * thread.
 */
public final class Triage {

  /** The topic. */
  public static final String TOPIC = "orderstorm.dlq-triage";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Mark> marks = new HashMap<>();
  private final Map<String, Integer> passes = new HashMap<>();

  /**
   * What was done with one dead letter.
   *
   * @param state {@code redriven} or {@code discarded}
   * @param by the plan, or the person
   * @param reason empty for a redrive
   * @param content SHA-256 of key and value: a client that drops headers still sends the same again
   */
  public record Mark(String state, String by, String reason, String at, String content) {}

  /** The mark of a dead letter that a plan redrives. */
  public static ProducerRecord<byte[], byte[]> redriven(
      ConsumerRecord<byte[], byte[]> letter, String plan, Instant at) {
    return record(letter, new Mark("redriven", plan, "", at.toString(), content(letter)));
  }

  /** The mark of a dead letter that somebody gives up. */
  public static ProducerRecord<byte[], byte[]> discarded(
      ConsumerRecord<byte[], byte[]> letter, String by, String reason, Instant at) {
    return record(letter, new Mark("discarded", by, reason, at.toString(), content(letter)));
  }

  private static ProducerRecord<byte[], byte[]> record(
      ConsumerRecord<byte[], byte[]> letter, Mark mark) {
    try {
      return new ProducerRecord<>(
          TOPIC, position(letter).getBytes(StandardCharsets.UTF_8), JSON.writeValueAsBytes(mark));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a mark is plain text", e);
    }
  }

  /** Takes in a record of the topic; one that is no mark says nothing. */
  public void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    try {
      JsonNode json = JSON.readTree(record.value());
      Mark mark = JSON.treeToValue(json, Mark.class);
      marks.put(new String(record.key(), StandardCharsets.UTF_8), mark);
      if (mark.state().equals("redriven")) {
        passes.merge(mark.content(), 1, Integer::sum);
      }
    } catch (java.io.IOException e) {
      // somebody else's record
    }
  }

  /** What was done with a dead letter; empty if it is open. */
  public Optional<Mark> of(DeadLetter letter) {
    return Optional.ofNullable(marks.get(letter.position()));
  }

  /**
   * How often a message like this was redriven: by its header, or by its content if that is more.
   */
  public int passes(DeadLetter letter) {
    return Math.max(letter.redrives(), passes.getOrDefault(content(letter.record()), 0));
  }

  private static String position(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  private static String content(ConsumerRecord<byte[], byte[]> record) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      update(digest, record.key());
      update(digest, record.value());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, byte @Nullable [] bytes) {
    digest.update((byte) (bytes == null ? 0 : 1));
    if (bytes != null) {
      digest.update(java.nio.ByteBuffer.allocate(4).putInt(0, bytes.length));
      digest.update(bytes);
    }
  }
}
