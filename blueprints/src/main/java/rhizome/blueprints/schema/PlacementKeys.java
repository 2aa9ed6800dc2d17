package rhizome.blueprints.schema;

import static rhizome.blueprints.schema.Key.optional;
import static rhizome.blueprints.schema.Key.required;

import java.util.List;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.kernel.Labels;

/** The keys of placement: which nodes may take a workload, and which had better. */
final class PlacementKeys {

  /** What a service says of its place. */
  static final List<Key> ALL =
      List.of(
          optional(
              "placement",
              new Shape.Inside(Form.PLACEMENT),
              "which nodes may take it, and which had better"),
          optional(
                  "priority",
                  new Shape.Whole(Priority.LEAST, Priority.MOST),
                  "the higher is placed first, and may take the place of what is lower")
              .or(Priority.USUAL.value()),
          optional(
                  "preempt",
                  new Shape.Truth(),
                  "`false`: it waits, and takes nobody's place for it")
              .or(Priority.USUAL.preempts()));

  private static final Shape LABEL = new Shape.Text(Labels.KEY);
  private static final Shape VALUE = new Shape.Text(Labels.VALUE);
  private static final Shape LABELS =
      new Shape.Named(Labels.KEY, new Shape.Either(VALUE, new Shape.Items(VALUE, 1, true)), 1);
  private static final Shape COMPANY =
      new Shape.Items(
          new Shape.Either(new Shape.Text(Spelling.NAME), new Shape.Inside(Form.COMPANY)), 0, true);

  private PlacementKeys() {}

  static List<Key> placement() {
    return List.of(
        optional("require", LABELS, "labels its node has, all of them; of a list any value"),
        optional(
            "prefer",
            new Shape.Items(new Shape.Inside(Form.PREFERENCE), 0, false),
            "labels that make a node better; the weights of all that match are added"),
        optional("spread", new Shape.Inside(Form.SPREAD), "evenly over the values of a label"),
        optional(
            "near", COMPANY, "services each of which is on its node, or within the same label"),
        optional(
            "apart", COMPANY, "services none of which is on its node, or within the same label"));
  }

  static List<Key> preference() {
    return List.of(
        required("match", LABELS, "labels such a node has, all of them; of a list any value"),
        optional(
                "weight",
                new Shape.Whole(1, Wishes.WEIGHT_MAX),
                "by how much it is better, 1 to " + Wishes.WEIGHT_MAX)
            .or(1));
  }

  static List<Key> spread() {
    return List.of(
        required("over", LABEL, "a label, or `node`; a node without it takes none"),
        optional(
                "max-skew",
                new Shape.Whole(1, Wishes.SKEW_MAX),
                "by how many replicas the fullest value may be ahead of the emptiest")
            .or(1));
  }

  static List<Key> company() {
    return List.of(
        required("service", new Shape.Text(Spelling.NAME), "a service of the same blueprint"),
        optional("within", LABEL, "the label whose value the two nodes share; `node`: one node")
            .or(Labels.NODE));
  }
}
