package rhizome.cli;

import org.junit.jupiter.api.Test;
import rhizome.house.LayerRules;

/** Stands here because only this module sees the whole house. */
class LayersTest {

  private static final LayerRules HOUSE = LayerRules.ofEverything();

  @Test
  void everyLayerIsSeen() {
    HOUSE.seesEveryLayer();
  }

  @Test
  void everyClassLivesInALayer() {
    HOUSE.leavesNobodyOutside();
  }

  @Test
  void layersLookOnlyDownwards() {
    HOUSE.looksOnlyDownwards();
  }

  @Test
  void akkaStaysInTheShell() {
    HOUSE.keepsAkkaInTheShell();
  }

  @Test
  void packagesFormNoCycles() {
    HOUSE.hasNoCycles();
  }
}
