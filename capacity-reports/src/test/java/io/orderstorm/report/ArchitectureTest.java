package io.orderstorm.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.orderstorm.report");

  @Test
  void theRulesSeeTheModule() {
    assertThat(MODULE.size()).isGreaterThan(80);
    assertThat(MODULE.containPackage("io.orderstorm.report.analysis")).isTrue();
  }

  @Test
  void theModuleKnowsNoOther() {
    DescribedPredicate<JavaClass> other =
        DescribedPredicate.describe(
            "of another module of OrderStorm",
            c ->
                c.getPackageName().startsWith("io.orderstorm.")
                    && !c.getPackageName().startsWith("io.orderstorm.report"));

    noClasses().should().dependOnClassesThat(other).check(MODULE);
  }

  @Test
  void judgementReadsNoClock() {
    for (String pure :
        new String[] {
          "..analysis..", "..result..", "..expectation..", "..render..", "..comparison.."
        }) {
      noClasses()
          .that()
          .resideInAPackage(pure)
          .should()
          .callMethod(System.class, "nanoTime")
          .check(MODULE);
      noClasses()
          .that()
          .resideInAPackage(pure)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .check(MODULE);
      noClasses()
          .that()
          .resideInAPackage(pure)
          .should()
          .callMethod(Instant.class, "now")
          .check(MODULE);
      noClasses()
          .that()
          .resideInAPackage(pure)
          .should()
          .callMethod(LocalDateTime.class, "now")
          .check(MODULE);
      noClasses()
          .that()
          .resideInAPackage(pure)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class)
          .check(MODULE);
    }
  }

  @Test
  void whatIsShownIsNotComputedByWhatShowsIt() {
    noClasses()
        .that()
        .resideInAPackage("..render..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..analysis..")
        .check(MODULE);
    noClasses()
        .that()
        .resideInAPackage("..analysis..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..render..")
        .check(MODULE);
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("io.orderstorm.report.(*)..")
        .should()
        .beFreeOfCycles()
        .check(MODULE);
  }

  @Test
  void analysisShowsOnlyItsEntryPoint() {
    classes()
        .that()
        .resideInAPackage("..analysis..")
        .and()
        .arePublic()
        .should()
        .haveSimpleName("RunAnalysis")
        .check(MODULE);
  }
}
