package io.orderstorm.simulator.replay;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventJson;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.UndecodableEventException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes the copies of records: where they go, what their headers say, what a patch changes. Pure:
 * the plan makes the same copies to count them as the run does to send them.
 */
public final class Copies {

  /** Stands in for a replay's number, which follows from the plan, while the plan is made. */
  public static final int NUMBER_TO_BE = 1_000_000_000;

  private static final List<String> OURS =
      List.of(
          EventHeaders.REPLAY_ID,
          EventHeaders.REPLAY_PLAN,
          EventHeaders.REPLAY_SOURCE,
          EventHeaders.REDRIVES);

  private final ReplayRequest request;
  private final String planId;
  private final int replayId;

  public Copies(ReplayRequest request, String planId, int replayId) {
    this.request = request;
    this.planId = planId;
    this.replayId = replayId;
  }

  /** Whether an earlier replay caused a record, so that it is left out. */
  public boolean isLeftOut(ConsumerRecord<byte[], byte[]> record) {
    return !request.includeReplayed()
        && record.headers().lastHeader(EventHeaders.REPLAY_ID) != null;
  }

  /**
   * The copy of a record in scope.
   *
   * @throws ReplayRefusedException if it does not say where it belongs, can't be patched, was
   *     redriven too often, or is a correction's and would go to more than its stage
   */
  public ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record) {
    requireOneStage(record);
    Destination destination = Destination.of(request.target(), record);
    var copy =
        new ProducerRecord<>(
            destination.topic(), destination.partition(), record.key(), value(record));
    headers(record, copy.headers());
    return copy;
  }

  /** What a copy weighs: key, value and headers. */
  public static long bytes(ProducerRecord<byte[], byte[]> copy) {
    long bytes = length(copy.key()) + length(copy.value());
    for (Header header : copy.headers()) {
      bytes += header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
    }
    return bytes;
  }

  /** How a record is named in the header of its copy. */
  public static String source(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private void headers(ConsumerRecord<byte[], byte[]> record, Headers copy) {
    record.headers().forEach(copy::add);
    OURS.forEach(copy::remove);
    EventHeaders.put(copy, EventHeaders.REPLAY_ID, Integer.toString(replayId));
    EventHeaders.put(copy, EventHeaders.REPLAY_PLAN, planId);
    EventHeaders.put(copy, EventHeaders.REPLAY_SOURCE, source(record));
    if (copy.lastHeader(EventHeaders.ORIGINAL_TIMESTAMP) == null) {
      EventHeaders.put(copy, EventHeaders.ORIGINAL_TIMESTAMP, Long.toString(record.timestamp()));
    }
    if (request.target().goesToOneStage()) {
      put(copy, EventHeaders.ORIGINAL_TOPIC, record.topic());
      put(copy, EventHeaders.ORIGINAL_PARTITION, Integer.toString(record.partition()));
      put(copy, EventHeaders.ORIGINAL_OFFSET, Long.toString(record.offset()));
    }
    if (request.target() instanceof Target.Correction correction) {
      put(copy, EventHeaders.REVISION, Integer.toString(correction.revision()));
    }
    Redrive redrive = request.redrive();
    if (redrive != null) {
      redriven(record, copy, redrive);
    }
  }

  /** In the topic where it stood first other groups would take the raised revision for theirs. */
  private void requireOneStage(ConsumerRecord<byte[], byte[]> record) {
    if (request.target() instanceof Target.Origin
        && record.headers().lastHeader(EventHeaders.REVISION) != null) {
      throw new ReplayRefusedException(
          source(record)
              + ": was given up in a corrected replay, which is meant for its stage alone; redrive it"
              + " with --to stage, or leave it out with --filter");
    }
  }

  private static void put(Headers copy, String name, String value) {
    copy.remove(name);
    EventHeaders.put(copy, name, value);
  }

  private static void redriven(
      ConsumerRecord<byte[], byte[]> record, Headers copy, Redrive redrive) {
    int passes = DeadLetter.redrives(record.headers()) + 1;
    if (passes > redrive.maxPasses()) {
      throw new ReplayRefusedException(
          source(record)
              + ": was redriven "
              + (passes - 1)
              + " times and failed again each time; at most "
              + redrive.maxPasses()
              + " are allowed, so discard it or mend what refuses it");
    }
    EventHeaders.put(copy, EventHeaders.REDRIVES, Integer.toString(passes));
    copy.remove(EventHeaders.ATTEMPTS); // it starts anew
    copy.remove(EventHeaders.NOT_BEFORE);
  }

  private byte @Nullable [] value(ConsumerRecord<byte[], byte[]> record) {
    Redrive redrive = request.redrive();
    if (redrive == null || redrive.patch().isEmpty()) {
      return record.value();
    }
    try {
      return patched(record.value(), redrive.patch());
    } catch (UndecodableEventException | JsonProcessingException | IllegalArgumentException e) {
      throw new ReplayRefusedException(source(record) + ": can't be patched: " + e.getMessage());
    }
  }

  /** Our own events are patched as JSON and written as Avro again; what is JSON stays JSON. */
  private static byte[] patched(byte @Nullable [] value, Map<String, Object> patch)
      throws UndecodableEventException, JsonProcessingException {
    if (value == null) {
      throw new IllegalArgumentException("it has no value");
    }
    if (value.length > 0 && value[0] == '{') {
      JsonNode json = CanonicalJson.parse(new String(value, StandardCharsets.UTF_8));
      patch.forEach((pointer, with) -> set(json, pointer, with));
      return json.toString().getBytes(StandardCharsets.UTF_8);
    }
    EventType type = EventCodec.peek(value).type();
    ObjectNode event = EventJson.read(value);
    patch.forEach((pointer, with) -> set(event, pointer, with));
    return EventJson.write(type, event);
  }

  /** Sets a field that is there: a patch mends values, it does not invent fields. */
  private static void set(JsonNode json, String pointer, Object with) {
    JsonPointer path = JsonPointer.compile(pointer);
    JsonNode holder = json.at(path.head());
    if (json.at(path).isMissingNode()) {
      throw new IllegalArgumentException("there is no field " + pointer);
    }
    JsonPointer last = path.last();
    if (holder instanceof ObjectNode object) {
      object.set(last.getMatchingProperty(), CanonicalJson.tree(with));
    } else if (holder instanceof com.fasterxml.jackson.databind.node.ArrayNode list) {
      list.set(last.getMatchingIndex(), CanonicalJson.tree(with));
    }
  }
}
