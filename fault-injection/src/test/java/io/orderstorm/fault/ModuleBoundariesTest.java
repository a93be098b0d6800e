package io.orderstorm.fault;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ModuleBoundariesTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.orderstorm");

  @Test
  void theRulesSawTheClasses() {
    assertThat(classes.contain(Fault.class)).isTrue();
    assertThat(classes.size()).isGreaterThan(60);
  }

  @Test
  void faultsKnowNoOtherModule() {
    noClasses()
        .that()
        .resideInAPackage("io.orderstorm.fault..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.orderstorm.simulator..", "io.orderstorm.report..", "io.orderstorm.scenario..")
        .check(classes);
  }

  @Test
  void theModelKnowsNeitherTheProxyNorTheInjector() {
    noClasses()
        .that()
        .resideInAPackage("io.orderstorm.fault")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.orderstorm.fault.*..", "io.netty..")
        .check(classes);
  }

  @Test
  void packagesDependOnEachOtherInOneDirection() {
    SlicesRuleDefinition.slices()
        .matching("io.orderstorm.fault.(**)")
        .should()
        .beFreeOfCycles()
        .check(classes);
  }
}
