package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.file.Spans;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as scenario files write them: {@code 20s}, also {@code 0s}. */
final class SpanReader implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      return Spans.duration(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
