package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.file.Spans;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Durations as scenario files write them: {@code 4h}, {@code 30s}. */
public final class DurationReader implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      return Spans.duration(text);
    } catch (IllegalArgumentException e) {
      throw new picocli.CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
