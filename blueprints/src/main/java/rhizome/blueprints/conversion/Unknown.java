package rhizome.blueprints.conversion;

import java.util.List;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.tree.Node;

/** Says of a document of no known language what the one reader would that takes any key. */
final class Unknown {

  private static final String KNOWN =
      "'services' of ZeroRobot or docker compose, or 'actor__instance' of AYS";

  private Unknown() {}

  static void note(Node root, Notes notes) {
    if (root instanceof Node.Mapping(_, List<Node.Entry> entries, _) && !entries.isEmpty()) {
      Node.Scalar key = entries.getFirst().key();
      notes.refuse(
          key.at(),
          "this is of no language that can be converted. Key in blueprint is not right format,"
              + " needs to be $aysname__$instance, found:'"
              + key.text()
              + "'",
          KNOWN);
    } else {
      notes.refuse(root.at(), "Bad formatted blueprint: it is " + root.kind(), KNOWN);
    }
  }
}
