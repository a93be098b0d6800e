package io.orderstorm.scenario.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastFileTest {

  @TempDir Path temp;

  private Path file(String text) throws IOException {
    return Files.writeString(temp.resolve("orders.csv"), text.replace("\\n", "\n"));
  }

  @Test
  void minutesAreReadWhateverStandsBesideThem() throws IOException {
    assertThat(ForecastFile.read(file("time, orders\\n10:00, 600\\n\\n10:01, 0\\n10:02, 1.5\\n")))
        .containsExactly(600.0, 0.0, 1.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          time\\n10:00\\n                    | needs a column orders, but has [time]
          orders\\n                          | has no minute
          orders\\n5\\n\\n-3\\n              | line 4, orders: must be a number of at least 0, but is '-3'
          orders\\nNaN\\n                    | line 2, orders: must be a number of at least 0, but is 'NaN'
          orders\\n1e999\\n                  | line 2, orders: must be a number of at least 0, but is '1e999'
          time,orders\\n10:00,5\\n10:01\\n   | line 3, orders: must be a number of at least 0, but is ''
          orders,orders\\n5,6\\n             | needs one column orders, but has several: [orders, orders]
          orders\\n0\\n0\\n                  | orders: is 0 in every minute
          """)
  void aBadFileIsRefusedWithItsLineAndFieldAndWhatIsAllowed(String text, String message)
      throws IOException {
    Path file = file(text.trim());

    assertThatThrownBy(() -> ForecastFile.read(file))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> ForecastFile.read(temp.resolve("none.csv")))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("no such file");
  }
}
