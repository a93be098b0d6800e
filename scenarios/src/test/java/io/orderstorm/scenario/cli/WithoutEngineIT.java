package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product where no container engine answers, whether or not this machine has one. */
class WithoutEngineIT {

  @TempDir Path folder;

  @Test
  void aRunInContainersSaysSoAndStartsNothing() throws Exception {
    Path output = folder.resolve("output.txt");
    Path run = folder.resolve("run");
    var arguments = new ArrayList<String>(List.of("run", "smoke"));
    arguments.addAll(List.of("--environment", "testcontainers", "--out", run.toString()));

    Process product =
        Product.startWith(
            List.of("-Duser.home=" + folder, "-Dlogback.configurationFile=logback.xml"),
            builder -> {
              builder.environment().put("DOCKER_HOST", "unix://" + folder.resolve("nobody.sock"));
              builder.environment().put("DOCKER_CONFIG", folder.toString());
            },
            folder.resolve("home"),
            output,
            arguments.toArray(String[]::new));

    assertThat(product.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(product.exitValue()).as(Files.readString(output)).isEqualTo(3);
    assertThat(Files.readAllLines(output))
        .singleElement()
        .asString()
        .contains("needs a container engine, and none answers")
        .contains("--environment embedded");
    assertThat(run).doesNotExist();
  }
}
