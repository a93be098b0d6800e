package io.orderstorm.report.record;

/**
 * The type of a field in a record file: how it is spelled in the header and how many bytes it
 * takes. All numbers are little-endian; a uuid has its most significant byte first, as in RFC 9562.
 */
public record FieldType(String spelling, int bytes) {

  static final FieldType U8 = new FieldType("u8", 1);
  static final FieldType U16 = new FieldType("u16", 2);
  static final FieldType I32 = new FieldType("i32", 4);
  static final FieldType I64 = new FieldType("i64", 8);
  static final FieldType UUID = new FieldType("uuid", 16);

  static FieldType chars(int length) {
    return new FieldType("chars(" + length + ")", length);
  }
}
