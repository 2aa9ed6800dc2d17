package rhizome.blueprints.dialect;

import java.util.List;
import rhizome.blueprints.tree.Node;

/**
 * What a document of ZeroRobot or AYS says.
 *
 * @param services in the order of the document, which for ZeroRobot is that of their creation
 * @param filters the event filters of AYS, as they are written
 */
public record Seed(
    Dialect dialect, List<SeedService> services, List<ActionBlock> actions, List<Data> filters) {

  public Seed {
    services = List.copyOf(services);
    actions = List.copyOf(actions);
    filters = List.copyOf(filters);
  }

  /** Reads a document of this dialect; what is wrong or odd in it is noted. */
  public static Seed read(Dialect dialect, Node root, Notes notes) {
    return new SeedReader(dialect, notes).read(root);
  }
}
