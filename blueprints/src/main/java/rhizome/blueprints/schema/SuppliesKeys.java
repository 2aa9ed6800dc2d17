package rhizome.blueprints.schema;

import static rhizome.blueprints.schema.Key.optional;

import java.util.List;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.supplies.Supplies;

/** The keys of what a workload finds beside its program. */
final class SuppliesKeys {

  private SuppliesKeys() {}

  static List<Key> file() {
    return List.of(
        optional(
            "text",
            new Shape.Text(Spelling.ANYTHING),
            "what is in it, with `${ports.NAME}` and its like filled in"),
        optional(
            "from",
            new Shape.Text(Supplies.PATH),
            "a file beside the blueprint; the command line reads it and sends its text"),
        optional("path", new Shape.Text(Supplies.PATH), "where it is in the workload's folder"),
        optional("mode", new Shape.Word(Spelling.MODE), "its permissions, in quotes"));
  }

  static List<Key> volume() {
    return List.of(
        optional(
            "path", new Shape.Text(Supplies.PATH), "where it appears in the workload's folder"),
        optional(
                "size",
                new Shape.Memory(),
                "room the node's disk must have when it is made; not reserved, not enforced")
            .or(Quantity.writeMemory(0)));
  }

  static List<Key> secret() {
    return List.of(
        optional("file", new Shape.Truth(), "`true`: also in a file only its user reads")
            .or(false));
  }
}
