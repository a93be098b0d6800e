package io.orderstorm.simulator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orderstorm.simulator.event.UndecodableEventException.Reason;
import io.orderstorm.simulator.order.FollowUp;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class EventCodecTest {
  private static final OrderGenerator GENERATOR = new OrderGenerator(OrderProfile.ofSeed(20261127));
  private static final String FIRST_THOUSAND_SHA256 =
      "e11a23901d9704b43f2b0e1ed2a0c28a264536dd108472896d191c8572d1fdb2";

  private final OrderEncoder encoder = new OrderEncoder(GENERATOR);

  @Test
  void theFirstThousandOrdersAreTheSameBytesEverywhere() throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    for (int n = 0; n < 1_000; n++) {
      digest.update(encoder.placed(n));
    }

    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(FIRST_THOUSAND_SHA256);
  }

  @Test
  void anOrderTakesAboutFourHundredBytes() {
    int bytes = 0;
    for (int n = 0; n < 1_000; n++) {
      bytes += encoder.placed(n).length;
    }

    assertThat(bytes / 1_000).isBetween(350, 450);
  }

  @Test
  void avroReadsAnOrderAndWritesTheSameBytes() throws IOException {
    for (int n = 0; n < 200; n++) {
      byte[] bytes = encoder.placed(n);

      GenericRecord read = readWithAvro(EventType.ORDER_PLACED, bytes);

      assertThat(writeWithAvro(EventType.ORDER_PLACED, read)).isEqualTo(bytes);
      assertThat(read.get("amountMinor")).isEqualTo(encoder.order().amountMinor());
      assertThat((List<?>) read.get("lines")).hasSize(encoder.order().lines());
      assertThat(((GenericRecord) read.get("deliverTo")).get("city"))
          .hasToString(encoder.order().customer().city());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ORDER_PLACED")
  void everyTypeComesBackFromItsBytesAndFromAvros(EventType type) throws Exception {
    var event = event(type, "Zürich, 東京");

    byte[] bytes = EventCodec.encode(event);

    assertThat(EventCodec.decode(bytes)).isEqualTo(event);
    assertThat(EventCodec.peek(bytes)).isEqualTo(event.meta());
    assertThat(writeWithAvro(type, readWithAvro(type, bytes))).isEqualTo(bytes);
  }

  @Test
  void aPlacedOrderComesBackWithItsLines() throws Exception {
    byte[] bytes = encoder.placed(7);

    OrderEvent event = EventCodec.decode(bytes);

    var order = encoder.order();
    assertThat(event.meta().orderId()).isEqualTo("OS-01352907-0000000007");
    assertThat(event.meta().orderNumber()).isEqualTo(7);
    assertThat(event.meta().cause()).isEqualTo(Cause.NONE);
    assertThat(event.customerId()).isEqualTo(order.customer().id());
    assertThat(event.lines()).hasSize(order.lines());
    assertThat(event.lines().get(0))
        .isEqualTo(new OrderLine(order.sku(0).id(), order.quantity(0), order.unitPriceMinor(0)));
    assertThat(EventCodec.peek(bytes)).isEqualTo(event.meta());
  }

  @Test
  void aChainOfLinesIsReadAsLines() throws Exception {
    var poison = new Poison(GENERATOR);
    var meta = EventCodec.peek(poison.sound(7));
    OrderEvent plain = EventCodec.decode(poison.sound(7));

    OrderEvent chained = EventCodec.decode(encoder.placedAsChain(7, meta, plain.lines().size()));

    assertThat(chained).isEqualTo(plain);
  }

  @Test
  void aDeepNestIsRefusedWithoutFollowingItDown() {
    byte[] nest = new Poison(GENERATOR).deeplyNested(7);

    assertThat(nest).hasSizeLessThan(256 * 1024);
    var thrown =
        catchThrowableOfType(UndecodableEventException.class, () -> EventCodec.decode(nest));
    assertThat(thrown.reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(thrown).hasMessage("nested more than 128 levels deep");
  }

  @Test
  void aReaderThatRecursesDiesOfADeepNest() {
    byte[] nest = new Poison(GENERATOR).deeplyNested(7);
    var decoder =
        new BinaryMessageDecoder<GenericRecord>(
            GenericData.get(), EventSchemas.chainedOrderPlaced());

    assertThatThrownBy(() -> decoder.decode(nest)).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void anAmendmentThatComesLateIsOfItsOrderAndNoDuplicate() throws Exception {
    OrderEvent late = EventCodec.decode(new Poison(GENERATOR).amendment(3, 9));
    OrderEvent placed = EventCodec.decode(encoder.placed(9));

    assertThat(late.meta().type()).isEqualTo(EventType.ORDER_AMENDED);
    assertThat(late.meta().orderId()).isEqualTo(placed.meta().orderId());
    assertThat(late.meta().orderNumber()).isEqualTo(9);
    assertThat(late.customerId()).isEqualTo(placed.customerId());
    assertThat(late.meta().eventId())
        .isNotEqualTo(EventIds.of(placed.meta().orderId(), late.meta().type(), Cause.NONE.id(), 0));
  }

  @Test
  void followUpsNameTheirOrder() throws Exception {
    var cancelled = EventCodec.decode(encoder.followUp(9, FollowUp.CANCEL));

    assertThat(cancelled.meta().type()).isEqualTo(EventType.ORDER_CANCELLED);
    assertThat(cancelled.meta().orderNumber()).isEqualTo(9);
    assertThatThrownBy(() -> encoder.followUp(9, FollowUp.NONE))
        .hasMessage("order 9 has no follow-up");
  }

  @Test
  void avroReadsBlocksWithAByteCountAndSoDoWe() throws Exception {
    byte[] bytes = encoder.placed(7);
    GenericRecord read = readWithAvro(EventType.ORDER_PLACED, bytes);
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, 10);
    var blocking =
        new org.apache.avro.io.EncoderFactory()
            .configureBlockSize(64)
            .blockingBinaryEncoder(out, null);
    new org.apache.avro.generic.GenericDatumWriter<GenericRecord>(read.getSchema())
        .write(read, blocking);
    blocking.flush();

    assertThat(out.toByteArray()).isNotEqualTo(bytes);
    assertThat(EventCodec.decode(out.toByteArray())).isEqualTo(EventCodec.decode(bytes));
  }

  @Test
  void everyTruncationIsMalformed() {
    byte[] whole = encoder.placed(3);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(reasonOf(cut)).as("cut to %d bytes", length).isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void bytesAfterTheEndAreMalformed() {
    byte[] whole = encoder.placed(3);

    assertThat(reasonOf(Arrays.copyOf(whole, whole.length + 1))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void aForeignFingerprintIsAnUnknownSchema() {
    byte[] bytes = encoder.placed(3);
    bytes[5]++;

    assertThat(reasonOf(bytes)).isEqualTo(Reason.UNKNOWN_SCHEMA);
  }

  @Test
  void eachKindOfPoisonIsOfItsKind() throws Exception {
    var poison = new Poison(GENERATOR);
    for (int n = 0; n < 10; n++) {
      assertThat(reasonOf(poison.malformed(n))).isEqualTo(Reason.MALFORMED);
      assertThat(reasonOf(poison.unknownSchema(n))).isEqualTo(Reason.UNKNOWN_SCHEMA);
      var negative = EventCodec.decode(poison.negativeAmount(n));
      assertThat(negative.amountMinor()).isNegative();
      assertThat(negative.meta().orderNumber()).isEqualTo(-1);
      assertThat(reasonOf(poison.truncated(n))).isEqualTo(Reason.MALFORMED);
      assertThat(poison.truncated(n)).startsWith(0xC3, 1);
      assertThat(reasonOf(poison.incompatibleSchema(n))).isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
      assertThat(EventCodec.decode(poison.unknownSku(n)).lines())
          .isNotEmpty()
          .allMatch(line -> line.sku().equals("SKU-none"));
      assertThat(EventCodec.decode(poison.oversized(n)).lines()).isNotEmpty();
      assertThat(poison.oversized(n)).hasSizeGreaterThan(512 * 1024);
      assertThat(EventCodec.decode(poison.impossibleTransition(n)).meta().type())
          .isEqualTo(EventType.PAYMENT_CONFIRMED);
      assertThat(EventCodec.decode(poison.sound(n)).meta().orderNumber()).isEqualTo(-1);
      assertThat(poison.malformed(n)).isEqualTo(new Poison(GENERATOR).malformed(n));
    }
  }

  @Test
  void theUnreadableVersionIsSoundAvroThatTheCurrentSchemaCannotRead() throws Exception {
    var unreadable = EventSchemas.unreadableOrderPlaced();
    var current = EventSchemas.current(EventType.ORDER_PLACED);
    var bytes = new Poison(GENERATOR).incompatibleSchema(3);

    var record =
        new BinaryMessageDecoder<GenericRecord>(new GenericData(), unreadable).decode(bytes);

    assertThat(record.get("amountMinor")).hasToString("12.50");
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(current, unreadable).getType())
        .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.INCOMPATIBLE);
  }

  private static Reason reasonOf(byte[] bytes) {
    return catchThrowableOfType(UndecodableEventException.class, () -> EventCodec.decode(bytes))
        .reason();
  }

  private static OrderEvent event(EventType type, String detail) {
    var cause = new Cause(new UUID(1, 2), "payments", 11, 1L << 40);
    var meta = new EventMeta(type, new UUID(-3, 4), "OS-00000001-0000000009", 9, cause, 2, 77);
    return new OrderEvent(meta, "C-1", Long.MIN_VALUE, "XTS", detail, List.of());
  }

  private static GenericRecord readWithAvro(EventType type, byte[] bytes) throws IOException {
    return new BinaryMessageDecoder<GenericRecord>(new GenericData(), EventSchemas.current(type))
        .decode(bytes);
  }

  private static byte[] writeWithAvro(EventType type, GenericRecord record) throws IOException {
    var buffer =
        new BinaryMessageEncoder<GenericRecord>(new GenericData(), EventSchemas.current(type))
            .encode(record);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
