package io.orderstorm.simulator.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {

  @Test
  void everyTopicOfEveryStageHasACardWithItsOwner() {
    var catalogue = TopicCatalogue.shipped();

    assertThat(catalogue.cards()).hasSize(5 + 6 + 6);
    assertThat(catalogue.card("inventory.payment.dlq").owner()).isEqualTo("payments-team");
    assertThat(catalogue.card("orders").retention()).isEqualTo(Duration.ofDays(7));
    assertThat(catalogue.card("orders").runbook()).isEqualTo("runbooks/orders.md");
  }

  @Test
  void aMissingCardIsNamed() {
    assertThatThrownBy(
            () -> read("orders: {owner: a, runbook: b, retention: 7d, compatibility: c}"))
        .hasMessage("topics.yaml has no card for inventory");
  }

  @Test
  void aCardWithoutAnOwnerIsRefused() {
    assertThatThrownBy(() -> read("orders: {runbook: b, retention: 7d, compatibility: c}"))
        .hasMessage("topics.yaml: orders has no owner");
  }

  @Test
  void retentionIsInDays() {
    assertThatThrownBy(
            () -> read("orders: {owner: a, runbook: b, retention: 7h, compatibility: c}"))
        .hasMessageContaining("must be days like 7d, not 7h");
  }

  private static TopicCatalogue read(String yaml) {
    return TopicCatalogue.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }
}
