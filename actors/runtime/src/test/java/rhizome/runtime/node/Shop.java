package rhizome.runtime.node;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

/** The robot that the tests of this package know, and one program for all it runs. */
final class Shop {

  static final Spec SPEC =
      new Spec(
          new Run("sleep", List.of(), Collections.emptyMap(), Optional.empty(), Run.GRACE_DEFAULT),
          Resources.DEFAULT,
          List.of(),
          Health.DEFAULT,
          Restart.DEFAULT);

  private Shop() {}

  static WorkloadId web(int slot) {
    return WorkloadId.parse("shop/web#" + slot);
  }

  static Assignment web(int slot, long epoch) {
    return new Assignment(web(slot), epoch, SPEC);
  }
}
