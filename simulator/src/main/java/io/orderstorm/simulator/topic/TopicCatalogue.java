package io.orderstorm.simulator.topic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The cards of all topics, as {@code topics.yaml} has them. */
public final class TopicCatalogue {
  private static final String FILE = "/topics.yaml";

  private final Map<String, TopicCard> cards = new LinkedHashMap<>();

  private TopicCatalogue(Map<?, ?> file) {
    for (String topic : StageName.allTopics()) {
      if (!(file.get(topic) instanceof Map<?, ?> card)) {
        throw new IllegalArgumentException("topics.yaml has no card for " + topic);
      }
      cards.put(
          topic,
          new TopicCard(
              topic,
              text(topic, card, "owner"),
              text(topic, card, "runbook"),
              days(topic, text(topic, card, "retention")),
              text(topic, card, "compatibility")));
    }
    if (file.size() != cards.size()) {
      throw new IllegalArgumentException(
          "topics.yaml has cards that belong to no topic: it may have " + cards.keySet());
    }
  }

  /** The catalogue that ships. */
  public static TopicCatalogue shipped() {
    try (InputStream in = TopicCatalogue.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + FILE, e);
    }
  }

  static TopicCatalogue read(InputStream yaml) {
    Object file = new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
    return new TopicCatalogue(file instanceof Map<?, ?> map ? map : Map.of());
  }

  /** All cards: main topics first, then each group's retry and dead letters. */
  public Collection<TopicCard> cards() {
    return cards.values();
  }

  /**
   * One topic's card.
   *
   * @throws IllegalArgumentException if there is no such topic
   */
  public TopicCard card(String topic) {
    TopicCard card = cards.get(topic);
    if (card == null) {
      throw new IllegalArgumentException("no topic " + topic + "; there are " + cards.keySet());
    }
    return card;
  }

  private static String text(String topic, Map<?, ?> card, String key) {
    if (!(card.get(key) instanceof String text)) {
      throw new IllegalArgumentException("topics.yaml: " + topic + " has no " + key);
    }
    return text;
  }

  private static Duration days(String topic, String text) {
    if (!text.matches("[1-9][0-9]{0,3}d")) {
      throw new IllegalArgumentException(
          "topics.yaml: retention of " + topic + " must be days like 7d, not " + text);
    }
    return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
  }
}
