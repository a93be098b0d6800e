package io.orderstorm.report.record;

import static io.orderstorm.report.record.RecordKind.field;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A promise of the generator: an event that it meant to send and handed to its producer. Written
 * when {@code send()} returned, for OrderPlaced and for each follow-up event.
 *
 * @param key identity of the partition key, for example its hash
 * @param keySequence the position among the events of that key, from 0
 * @param intendedNanos when the schedule wanted it to leave; latency counts from here
 * @param sentNanos when {@code send()} was entered
 * @param returnedNanos when {@code send()} returned
 * @param amountMinor the order's amount in the currency's minor unit
 * @param currency ISO 4217
 */
public record Send(
    long orderNumber,
    EventType type,
    long key,
    int keySequence,
    long intendedNanos,
    long sentNanos,
    long returnedNanos,
    long amountMinor,
    String currency) {

  private static final int CURRENCY_CHARS = 3;

  public static final RecordKind<Send> KIND =
      new RecordKind<>(
          "send",
          List.of(
              field("orderNumber", FieldType.I64),
              field("type", FieldType.U8),
              field("key", FieldType.I64),
              field("keySequence", FieldType.I32),
              field("intendedNanos", FieldType.I64),
              field("sentNanos", FieldType.I64),
              field("returnedNanos", FieldType.I64),
              field("amountMinor", FieldType.I64),
              field("currency", FieldType.chars(CURRENCY_CHARS))),
          header -> new Codec());

  private static final class Codec implements RecordCodec<Send> {
    @Override
    public void encode(Send send, ByteBuffer target) {
      target.putLong(send.orderNumber).put((byte) send.type.code()).putLong(send.key);
      target.putInt(send.keySequence).putLong(send.intendedNanos).putLong(send.sentNanos);
      target.putLong(send.returnedNanos).putLong(send.amountMinor);
      Bytes.putChars(target, send.currency, CURRENCY_CHARS);
    }

    @Override
    public Send decode(ByteBuffer source) {
      return new Send(
          source.getLong(),
          EventType.of(source.get()),
          source.getLong(),
          source.getInt(),
          source.getLong(),
          source.getLong(),
          source.getLong(),
          source.getLong(),
          Bytes.chars(source, CURRENCY_CHARS));
    }
  }
}
