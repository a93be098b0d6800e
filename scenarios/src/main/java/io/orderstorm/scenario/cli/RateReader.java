package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.file.Spans;
import io.orderstorm.scenario.model.Rate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Rates as scenario files write them: {@code 400/s}, {@code 9000/min}. */
final class RateReader implements ITypeConverter<Rate> {

  @Override
  public Rate convert(String text) {
    try {
      return new Rate(Spans.perSecond(text));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
