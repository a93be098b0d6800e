package io.orderstorm.scenario;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The one direction of dependencies. */
@AnalyzeClasses(packages = "io.orderstorm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String SIMULATOR = "io.orderstorm.simulator..";
  private static final String FAULT = "io.orderstorm.fault..";
  private static final String REPORT = "io.orderstorm.report..";
  private static final String SCENARIO = "io.orderstorm.scenario..";

  @ArchTest
  static void theRulesSawEveryModule(JavaClasses classes) {
    for (String module : new String[] {"simulator", "fault", "report", "scenario"}) {
      assertThat(
              classes.stream()
                  .filter(type -> type.getPackageName().startsWith("io.orderstorm." + module)))
          .as(module)
          .hasSizeGreaterThan(20);
    }
  }

  @ArchTest
  static final ArchRule THE_SIMULATOR_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .that()
          .resideInAPackage(SIMULATOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FAULT, REPORT, SCENARIO);

  @ArchTest
  static final ArchRule FAULT_INJECTION_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .that()
          .resideInAPackage(FAULT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SIMULATOR, REPORT, SCENARIO);

  @ArchTest
  static final ArchRule THE_REPORTS_KNOW_NO_OTHER_MODULE =
      noClasses()
          .that()
          .resideInAPackage(REPORT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SIMULATOR, FAULT, SCENARIO);

  @ArchTest
  static final ArchRule PACKAGES_OF_THE_SCENARIOS_HAVE_NO_CYCLES =
      slices().matching("io.orderstorm.scenario.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule JUDGEMENT_KNOWS_NO_ENGINE =
      noClasses()
          .that()
          .resideInAPackage("io.orderstorm.scenario.judge..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.orderstorm.scenario.engine..", "io.orderstorm.scenario.watch..", SIMULATOR);

  @ArchTest
  static final ArchRule NOBODY_BUT_THE_COMMAND_LINE_KNOWS_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.orderstorm.scenario.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.orderstorm.scenario.cli..");
}
