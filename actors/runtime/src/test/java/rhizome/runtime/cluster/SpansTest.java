package rhizome.runtime.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/**
 * Machines are set right by NTP about when their services start. A promise to follow a candidate
 * must neither end early by that, for then two clusters may be founded, nor last an hour.
 */
class SpansTest {

  private static final ArchRule NO_CLOCK_THAT_CAN_BE_SET =
      noClasses()
          .that()
          .doNotBelongToAnyOf(MemberKeys.class) // certificates say dates
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @Test
  void howLongMembersWaitForEachOtherIsMeasuredByNoClockThatCanBeSet() {
    JavaClasses cluster =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(Founding.class.getPackageName());
    assertThat(cluster.contain(DoorShell.class)).isTrue();
    NO_CLOCK_THAT_CAN_BE_SET.check(cluster);
  }

  @Test
  void theRuleRefusesOneThatCan() {
    JavaClasses wall = new ClassFileImporter().importClasses(Wall.class);
    assertThatThrownBy(() -> NO_CLOCK_THAT_CAN_BE_SET.check(wall))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("systemUTC");
  }

  private static final class Wall {
    private final Clock clock = Clock.systemUTC();

    @Override
    public String toString() {
      return clock.toString();
    }
  }
}
