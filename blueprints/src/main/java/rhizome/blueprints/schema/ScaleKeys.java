package rhizome.blueprints.schema;

import static rhizome.blueprints.schema.Key.optional;
import static rhizome.blueprints.schema.Key.required;

import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.scale.Pace;
import rhizome.blueprints.scale.Scale;
import rhizome.blueprints.scale.Target;

/** The keys of scaling: between which bounds, by which numbers, and how fast. */
final class ScaleKeys {

  static final List<String> TARGETS = List.of("cpu", "memory", "metric");

  static final Key SCALE =
      optional(
          "scale",
          new Shape.Inside(Form.SCALE),
          "how many replicas within `replicas` there are; `{}`: as `rhizome scale` says");

  private static final Shape PERCENT = new Shape.Word("[1-9]\\d{0,3}%");
  private static final Shape SHARE = new Shape.Word(Spelling.PERCENT);

  private ScaleKeys() {}

  static List<Key> of(Form form) {
    return switch (form) {
      case RANGE -> range();
      case SCALE -> scale();
      case TARGET -> target();
      case METRIC -> metric();
      case UP -> pace(Pace.UP, "come");
      case DOWN -> pace(Pace.DOWN, "go");
      default -> throw new IllegalArgumentException(form + " is no form of scaling");
    };
  }

  private static List<Key> range() {
    return List.of(
        optional("min", new Shape.Whole(0, Service.REPLICAS_MAX), "the fewest replicas").or(1),
        required("max", new Shape.Whole(1, Service.REPLICAS_MAX), "the most replicas"));
  }

  private static List<Key> scale() {
    return List.of(
        optional(
            "targets",
            new Shape.Items(new Shape.Inside(Form.TARGET), 0, false),
            "what a ready replica shall come to; the one that asks for most counts; at most "
                + Scale.TARGETS_MAX),
        optional("up", new Shape.Inside(Form.UP), "how fast replicas are added"),
        optional("down", new Shape.Inside(Form.DOWN), "how fast replicas are taken away"));
  }

  private static List<Key> target() {
    return List.of(
        optional("cpu", PERCENT, "of the cores it asks for, as `60%`"),
        optional("memory", PERCENT, "of the memory it asks for, as `70%`"),
        optional("metric", new Shape.Inside(Form.METRIC), "a number that it publishes"));
  }

  private static List<Key> metric() {
    return List.of(
        required(
            "name",
            new Shape.Word(Spelling.METRIC),
            "of the series in Prometheus' text format; those that match are added"),
        required("port", new Shape.Text(Spelling.PORT_NAME), "the port that answers, by name"),
        optional("path", new Shape.Word(Spelling.PATH), "what is asked for there").or("/metrics"),
        optional(
            "labels",
            new Shape.Named(Spelling.VARIABLE, new Shape.Text(Spelling.ANYTHING), 0),
            "labels that a series has, all of them; at most " + Target.Metric.LABELS_MAX),
        required(
            "per-replica",
            new Shape.Decimal(Optional.of(Target.Metric.LEAST), Optional.of(Target.Metric.MOST)),
            "what it shall come to"));
  }

  private static List<Key> pace(Pace usual, String move) {
    return List.of(
        optional(
                "window",
                new Shape.Time(true),
                "what was wanted over this time counts, where it moves least")
            .or(Quantity.write(usual.window())),
        optional("share", SHARE, "of the replicas, that may " + move + " within `every`")
            .or(usual.share() + "%"),
        optional(
                "count",
                new Shape.Whole(0, Service.REPLICAS_MAX),
                "replicas that may " + move + " in any case; the larger of the two counts")
            .or(usual.count()),
        optional("every", new Shape.Time(false), "the time in which so many may " + move)
            .or(Quantity.write(usual.every())));
  }
}
