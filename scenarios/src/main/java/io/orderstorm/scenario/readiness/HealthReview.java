package io.orderstorm.scenario.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.simulator.topic.TopicCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the owners look at once a quarter: nothing here passes or fails.
 *
 * @param run the folder's name of the run that is looked at; empty if none was judged
 * @param figures in the order in which they are read
 */
public record HealthReview(String run, List<Figure> figures) {

  private static final int MOST = 3;

  /** One figure, in words. */
  public record Figure(String name, String text) {}

  /** By the newest run of the scenario that could be judged; growth since the oldest kept one. */
  static HealthReview of(Subject subject, KeptResults kept) {
    List<KeptRun> judged =
        kept.runs().stream()
            .filter(run -> run.scenario().equals(subject.scenario()) && run.isJudged())
            .toList();
    var figures = new ArrayList<Figure>();
    if (!judged.isEmpty()) {
      KeptRun newest = judged.get(0);
      figures.add(new Figure("top groups by lag", lag(newest.result())));
      figures.add(new Figure("top topics by dead letters", deadLetters(newest.result())));
      figures.add(new Figure("dead letters since the oldest run", growth(judged)));
      figures.add(new Figure("unused topics", unused(newest, subject)));
    }
    figures.add(new Figure("deprecated schemas", deprecated(subject)));
    figures.add(new Figure("owners", owners(subject)));
    return new HealthReview(
        judged.stream().findFirst().map(HealthReview::name).orElse(""), List.copyOf(figures));
  }

  private static String lag(JsonNode result) {
    var peaks = new TreeMap<String, Long>();
    result
        .path("lag")
        .forEach(lag -> peaks.put(lag.path("group").asText(), lag.path("peak").asLong()));
    return top(peaks, "records at most");
  }

  private static String deadLetters(JsonNode result) {
    return top(letters(result), "dead letters");
  }

  private static Map<String, Long> letters(JsonNode result) {
    var letters = new TreeMap<String, Long>();
    result
        .path("deadLetters")
        .forEach(
            cause ->
                letters.merge(
                    cause.path("topic").asText(), cause.path("count").asLong(), Long::sum));
    return letters;
  }

  private static String top(Map<String, Long> figures, String unit) {
    String text =
        figures.entrySet().stream()
            .filter(figure -> figure.getValue() > 0)
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(MOST)
            .map(figure -> "%s %,d %s".formatted(figure.getKey(), figure.getValue(), unit))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "none" : text;
  }

  private static String growth(List<KeptRun> newestFirst) {
    KeptRun newest = newestFirst.get(0);
    KeptRun oldest = newestFirst.get(newestFirst.size() - 1);
    if (newest.equals(oldest)) {
      return "one run was kept, nothing to hold it against";
    }
    return "%,d in %s, %,d in %s"
        .formatted(total(oldest.result()), name(oldest), total(newest.result()), name(newest));
  }

  private static long total(JsonNode result) {
    return letters(result).values().stream().mapToLong(Long::longValue).sum();
  }

  /** A topic on which the run saw nothing; retry and dead-letter topics are better off empty. */
  private static String unused(KeptRun run, Subject subject) {
    List<String> topics =
        subject.topics().stream()
            .map(TopicCard::topic)
            .filter(topic -> !topic.contains("."))
            .toList();
    if (topics.stream().anyMatch(topic -> run.seen(topic).isEmpty())) {
      return "not known, the run's observations were not kept";
    }
    List<String> unused =
        topics.stream().filter(topic -> run.seen(topic).equals(Optional.of(0L))).toList();
    return unused.isEmpty() ? "none" : String.join(", ", unused);
  }

  /** By what the contracts agree on; a run does not keep the versions of what it saw. */
  private static String deprecated(Subject subject) {
    if (subject.contracts().isEmpty()) {
      return "not known, no contracts were found";
    }
    return subject.deprecated().isEmpty() ? "none" : String.join(", ", subject.deprecated());
  }

  private static String owners(Subject subject) {
    return subject.topics().stream()
        .collect(Collectors.groupingBy(TopicCard::owner, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(owner -> owner.getKey() + " " + owner.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String name(KeptRun run) {
    return String.valueOf(run.folder().getFileName());
  }
}
