package io.orderstorm.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.orderstorm.simulator");

  @Test
  void theRulesSeeTheClasses() {
    assertThat(CLASSES).hasSizeGreaterThan(80);
    assertThat(CLASSES.contain("io.orderstorm.simulator.stage.StageConsumer")).isTrue();
  }

  @Test
  void theSimulatorKnowsNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.orderstorm.fault..", "io.orderstorm.report..", "io.orderstorm.scenario..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("io.orderstorm.simulator.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void ordersAndEventsKnowNothingOfStoresStagesAndServices() {
    noClasses()
        .that()
        .resideInAnyPackage("..simulator.order..", "..simulator.event..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..simulator.stage..", "..simulator.store..", "..simulator.downstream..")
        .check(CLASSES);
  }
}
