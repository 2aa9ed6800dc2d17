package rhizome.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private static final List<String> NAMES = List.of("halved", "rolled", "blackout");

  @Test
  void whoNamesNothingPlaysEverything() {
    Selection all = Selection.parse("", NAMES);
    assertThat(NAMES).allSatisfy(name -> assertThat(all.omits(name)).isEmpty());
  }

  @Test
  void whatIsNotNamedIsLeftOutForThatReason() {
    Selection some = Selection.parse("halved, rolled", NAMES);
    assertThat(some.omits("halved")).isEmpty();
    assertThat(some.omits("rolled")).isEmpty();
    assertThat(some.omits("blackout")).contains("not selected by -Dchaos.only=halved,rolled");
  }

  @Test
  void aNameThatNoScenarioHasIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Selection.parse("halved,halfed", NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "-Dchaos.only: no scenario is called halfed; there are halved, rolled, blackout");
  }
}
