package io.orderstorm.simulator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaCompatibilityTest {
  private static final SchemaValidator BACKWARD =
      new SchemaValidatorBuilder().canReadStrategy().validateAll();

  @ParameterizedTest
  @EnumSource
  void everyVersionReadsAllVersionsBeforeIt(EventType type) {
    List<Schema> versions = EventSchemas.versions(type);

    for (int next = 1; next <= versions.size(); next++) {
      List<Schema> newestFirst = new ArrayList<>(versions.subList(0, next - 1));
      Collections.reverse(newestFirst);
      Schema version = versions.get(next - 1);
      assertThatCode(() -> BACKWARD.validate(version, newestFirst)).doesNotThrowAnyException();
    }
  }

  @Test
  void theCheckRefusesANewFieldWithoutADefault() {
    Schema before = EventSchemas.current(EventType.STOCK_RESERVED);
    List<Schema.Field> fields =
        before.getFields().stream()
            .map(field -> new Schema.Field(field, field.schema()))
            .collect(Collectors.toList());
    fields.add(new Schema.Field("shelf", SchemaBuilder.builder().stringType()));
    Schema after =
        Schema.createRecord(
            before.getName(), before.getDoc(), before.getNamespace(), false, fields);

    assertThatThrownBy(() -> BACKWARD.validate(after, List.of(before)))
        .isInstanceOf(SchemaValidationException.class);
  }

  @ParameterizedTest
  @EnumSource
  void everySchemaStartsWithTheSameMeta(EventType type) {
    Schema.Field first = EventSchemas.current(type).getFields().get(0);

    assertThat(first.name()).isEqualTo("meta");
    assertThat(first.schema())
        .isEqualTo(EventSchemas.current(EventType.ORDER_PLACED).getFields().get(0).schema());
  }

  @Test
  void noTwoTypesShareAFingerprint() {
    Set<Long> fingerprints =
        Arrays.stream(EventType.values()).map(EventCodec::fingerprint).collect(Collectors.toSet());

    assertThat(fingerprints).hasSize(EventType.values().length);
  }
}
