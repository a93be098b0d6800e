package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.file.Spans;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A pace as scenario files write durations: {@code 10s}, also {@code 0s}. */
final class PaceReader implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      return Spans.duration(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
