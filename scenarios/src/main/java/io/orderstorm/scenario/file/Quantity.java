package io.orderstorm.scenario.file;

import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.ServiceTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quantities as scenario files write them, each with its unit. Every method refuses with what is
 * allowed.
 */
final class Quantity {

  /** More than any cluster takes, and far below where the arithmetic of a schedule would suffer. */
  private static final double MOST_PER_SECOND = 1_000_000;

  private static final double LEAST_PER_SECOND = 0.01;
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([A-Za-z/%]+)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "us",
          1_000L,
          "ms",
          1_000_000L,
          "s",
          1_000_000_000L,
          "m",
          60_000_000_000L,
          "min",
          60_000_000_000L,
          "h",
          3_600_000_000_000L);
  private static final Map<String, Long> BYTES =
      Map.of(
          "B",
          1L,
          "kB",
          1_000L,
          "KiB",
          1L << 10,
          "MB",
          1_000_000L,
          "MiB",
          1L << 20,
          "GB",
          1_000_000_000L,
          "GiB",
          1L << 30);

  private Quantity() {}

  static Rate rate(String text) {
    String allowed =
        "a rate is a number and /s or /min, such as 200/s, from 0.01/s to 1000000/s, but is '"
            + text
            + "'";
    Matcher parts = parts(text, allowed);
    double perSecond =
        switch (parts.group(2)) {
          case "/s" -> number(parts);
          case "/min" -> number(parts) / 60;
          default -> throw new IllegalArgumentException(allowed);
        };
    if (perSecond < LEAST_PER_SECOND || perSecond > MOST_PER_SECOND) {
      throw new IllegalArgumentException(allowed);
    }
    return new Rate(perSecond);
  }

  /** A duration of 0 up to a week. */
  static Duration duration(String text) {
    String allowed =
        "a duration is a number and us, ms, s, m or h, such as 30s or 250ms, at most 7 days, but is"
            + " '"
            + text
            + "'";
    Matcher parts = parts(text, allowed);
    Long unit = NANOS.get(parts.group(2));
    if (unit == null) {
      throw new IllegalArgumentException(allowed);
    }
    BigDecimal nanos = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit));
    if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      throw new IllegalArgumentException(allowed);
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /** A duration above 0. */
  static Duration span(String text) {
    Duration duration = duration(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be longer than 0, but is '" + text + "'");
    }
    return duration;
  }

  /** A share from 0 % to 100 %, as a ratio from 0 to 1. */
  static double ratio(String text) {
    String allowed =
        "a share is a number and %, such as 0.5%, from 0% to 100%, but is '" + text + "'";
    Matcher parts = parts(text, allowed);
    if (!parts.group(2).equals("%") || number(parts) > 100) {
      throw new IllegalArgumentException(allowed);
    }
    return number(parts) / 100;
  }

  static long bytes(String text) {
    String allowed =
        "a size is a number and B, kB, KiB, MB, MiB, GB or GiB, such as 64MiB, but is '"
            + text
            + "'";
    Matcher parts = parts(text, allowed);
    Long unit = BYTES.get(parts.group(2));
    if (unit == null) {
      throw new IllegalArgumentException(allowed);
    }
    return new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
  }

  /** {@code 0 orders}. */
  static long orders(String text) {
    Matcher parts = Pattern.compile("(\\d{1,12})\\s+orders?").matcher(text.trim());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a number of orders is written such as '0 orders', but is '" + text + "'");
    }
    return Long.parseLong(parts.group(1));
  }

  /** A reader of whole numbers within bounds. */
  static Function<String, Integer> whole(int least, int most) {
    return text -> {
      if (!text.matches("\\d{1,9}")
          || Integer.parseInt(text) < least
          || Integer.parseInt(text) > most) {
        throw new IllegalArgumentException(
            "must be a whole number from " + least + " to " + most + ", but is '" + text + "'");
      }
      return Integer.parseInt(text);
    };
  }

  /** A number from 1 to 1,000. */
  static double factor(String text) {
    if (!text.matches("\\d{1,4}(\\.\\d{1,6})?")
        || Double.parseDouble(text) < 1
        || Double.parseDouble(text) > 1_000) {
      throw new IllegalArgumentException(
          "must be a number from 1 to 1000, such as 14.4, but is '" + text + "'");
    }
    return Double.parseDouble(text);
  }

  /** A seed fits the eight hex digits that it has in an order id. */
  static long seed(String text) {
    if (!text.matches("\\d{1,10}") || Long.parseLong(text) > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException(
          "a seed is a whole number from 0 to 4294967295, but is '" + text + "'");
    }
    return Long.parseLong(text);
  }

  /** {@code 1..5}: two whole numbers from 1. */
  static int[] range(String text) {
    Matcher parts = Pattern.compile("(\\d{1,4})\\.\\.(\\d{1,4})").matcher(text);
    if (!parts.matches()
        || Integer.parseInt(parts.group(1)) < 1
        || Integer.parseInt(parts.group(2)) < Integer.parseInt(parts.group(1))) {
      throw new IllegalArgumentException(
          "a range is written LEAST..MOST, such as 1..5, from 1, but is '" + text + "'");
    }
    return new int[] {Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))};
  }

  /** {@code 200ms..5s}. */
  static List<Duration> durations(String text) {
    String[] ends = text.split("\\.\\.", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(
          "two durations are written such as 200ms..5s, but is '" + text + "'");
    }
    List<Duration> both = List.of(span(ends[0].trim()), span(ends[1].trim()));
    if (both.get(1).compareTo(both.get(0)) < 0) {
      throw new IllegalArgumentException(
          "the second duration must not be below the first, but is '" + text + "'");
    }
    return both;
  }

  /** {@code zipf(1.1)} or {@code uniform}: the exponent, 0 for uniform. */
  static double zipf(String text) {
    if (text.equals("uniform")) {
      return 0;
    }
    Matcher parts = Pattern.compile("zipf\\(\\s*(\\d(?:\\.\\d{1,6})?)\\s*\\)").matcher(text);
    if (!parts.matches() || Double.parseDouble(parts.group(1)) > 3) {
      throw new IllegalArgumentException(
          "a skew is uniform or zipf(EXPONENT) with an exponent from 0 to 3, such as zipf(1.1), but"
              + " is '"
              + text
              + "'");
    }
    return Double.parseDouble(parts.group(1));
  }

  /**
   * {@code 8ms}, {@code constant(8ms)}, {@code exponential(8ms)} or {@code lognormal(8ms, p99
   * 40ms)}.
   */
  static ServiceTime serviceTime(String text) {
    Matcher call = Pattern.compile("([a-z]+)\\(([^()]*)\\)").matcher(text.trim());
    if (!call.matches()) {
      return new ServiceTime.Constant(duration(text.trim()));
    }
    String argument = call.group(2).trim();
    return switch (call.group(1)) {
      case "constant" -> new ServiceTime.Constant(duration(argument));
      case "exponential" -> new ServiceTime.Exponential(span(argument));
      case "lognormal" -> lognormal(argument, text);
      default -> throw new IllegalArgumentException(serviceTimes(text));
    };
  }

  private static ServiceTime lognormal(String argument, String text) {
    Matcher parts = Pattern.compile("(\\S+)\\s*,\\s*p99\\s+(\\S+)").matcher(argument);
    if (!parts.matches()) {
      throw new IllegalArgumentException(serviceTimes(text));
    }
    Duration median = span(parts.group(1));
    Duration p99 = span(parts.group(2));
    if (p99.compareTo(median) < 0) {
      throw new IllegalArgumentException(
          "the p99 of a service time must not be below its median, but is '" + text + "'");
    }
    return new ServiceTime.Lognormal(median, p99);
  }

  private static String serviceTimes(String text) {
    return "a service time is a duration, exponential(MEAN) or lognormal(MEDIAN, p99 P99), such as"
        + " lognormal(8ms, p99 40ms), but is '"
        + text
        + "'";
  }

  static boolean yes(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, but is '" + text + "'");
    };
  }

  static String text(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return text.strip();
  }

  /** A reader of one of several words. */
  static Function<String, String> oneOf(String... words) {
    return text -> {
      if (!Arrays.asList(words).contains(text)) {
        throw new IllegalArgumentException(
            "must be one of " + String.join(", ", words) + ", but is '" + text + "'");
      }
      return text;
    };
  }

  /** A reader of an enum's names, written in lower case with hyphens. */
  static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    String[] words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toArray(String[]::new);
    return text ->
        Enum.valueOf(type, oneOf(words).apply(text).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Matcher parts(String text, String allowed) {
    Matcher parts = NUMBER_AND_UNIT.matcher(text.trim());
    if (!parts.matches()) {
      throw new IllegalArgumentException(allowed);
    }
    return parts;
  }

  private static double number(Matcher parts) {
    return Double.parseDouble(parts.group(1));
  }
}
