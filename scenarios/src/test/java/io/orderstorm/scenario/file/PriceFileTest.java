package io.orderstorm.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.cost.PriceList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceFileTest {

  @TempDir Path temp;

  private Path file(String text) throws IOException {
    return Files.writeString(temp.resolve("prices.yaml"), text);
  }

  @Test
  void pricesAreOfTheLeastUnit() throws IOException {
    PriceList list =
        PriceFile.read(
            file(
                """
                currency: EUR
                storage:    { price: 0.08, per: GB-month }
                partitions: { price: 1.46, per: partition-month }
                consumers:  { price: 0.045, per: consumer-hour }
                calls:
                  payment-provider: { price: 12, per: 1000-calls }
                  warehouse: { price: 0, per: call }
                """));

    assertThat(list.currency()).isEqualTo("EUR");
    assertThat(list.byteMonth()).isCloseTo(0.08e-9, within(1e-18));
    assertThat(list.partitionHour()).isCloseTo(0.002, within(1e-12));
    assertThat(list.consumerHour()).isEqualTo(0.045);
    assertThat(list.call()).containsOnlyKeys("payment-provider", "warehouse");
    assertThat(list.call().get("payment-provider")).isCloseTo(0.012, within(1e-12));
  }

  @Test
  void whatIsLeftOutHasNoPrice() throws IOException {
    PriceList list = PriceFile.read(file("currency: USD\n"));

    assertThat(list.byteMonth()).isNull();
    assertThat(list.partitionHour()).isNull();
    assertThat(list.consumerHour()).isNull();
    assertThat(list.call()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          storage: {}                                  | :1:1: 'currency' is missing
          currency: euro                               | :1:11: currency: a currency is three capital letters, such as EUR, but is 'euro'
          currency: EUR\\ndisks: 3                     | :2:1: disks: unknown key; allowed here: currency, storage, partitions, consumers, calls
          currency: EUR\\nstorage: 3                   | :2:10: storage: expected a mapping of names to values
          currency: EUR\\nstorage: { price: 3 }        | :2:10: storage: 'per' is missing
          currency: EUR\\nstorage: { price: -3, per: GB-month } | :2:19: storage.price: a price is a number from 0 to 1000000000, such as 0.08, without a currency or an exponent, but is '-3'
          currency: EUR\\nstorage: { price: 3, per: GB } | :2:27: storage.per: must be one of GB-hour, GB-month, GiB-month, TB-month, but is 'GB'
          currency: EUR\\ncalls: { bank: { price: 1, per: call } } | :2:10: calls.bank: unknown key; allowed here: inventory-service, payment-provider, warehouse, email-gateway
          """)
  void aBadFileIsRefusedWithItsLineAndFieldAndWhatIsAllowed(String text, String message)
      throws IOException {
    Path file = file(text.replace("\\n", "\n"));

    assertThatThrownBy(() -> PriceFile.read(file))
        .isInstanceOf(ScenarioException.class)
        .hasMessage(file + message);
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> PriceFile.read(temp.resolve("none.yaml")))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("none.yaml: no such price file");
  }
}
