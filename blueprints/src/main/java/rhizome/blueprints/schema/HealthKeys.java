package rhizome.blueprints.schema;

import static rhizome.blueprints.schema.Key.optional;
import static rhizome.blueprints.schema.Key.required;

import java.util.ArrayList;
import java.util.List;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.quantity.Quantity;

/** The keys of health: one probe for all, or a check for each of three questions. */
final class HealthKeys {

  static final List<String> PROBES = List.of("process", "tcp", "http", "command", "log");
  static final List<String> CHECKS = List.of("startup", "readiness", "liveness");

  private static final String HOW_MANY = "`N` in a row, or `N/M`, N of the last M: ";
  private static final int COUNT_MAX = 1_000_000;
  private static final Shape PORT_NAME = new Shape.Text(Spelling.PORT_NAME);
  private static final Shape TIME = new Shape.Time(true);
  private static final Shape SPAN = new Shape.Time(false);

  private HealthKeys() {}

  static List<Key> inShort(Health usual) {
    Shape count = new Shape.Whole(1, COUNT_MAX);
    List<Key> keys = probes(usual.inShort());
    keys.add(
        optional("failures", count, "this many in a row make it unready and have it restarted")
            .or(usual.failures()));
    keys.add(
        optional("successes", count, "this many in a row make it ready").or(usual.successes()));
    keys.add(
        optional("start", TIME, "before it was ready once, failures count only after this time")
            .or(Quantity.write(usual.start())));
    return List.copyOf(keys);
  }

  static List<Key> checks() {
    return List.of(
        optional(
            "startup",
            new Shape.Inside(Form.STARTUP),
            "until it says yes the others are not asked; by its failures it is restarted"),
        optional(
            "readiness",
            new Shape.Inside(Form.READINESS),
            "by its failures it no longer counts as ready, and is not restarted"),
        optional(
            "liveness",
            new Shape.Inside(Form.LIVENESS),
            "asked from when it was first ready; by its failures it is restarted"));
  }

  static List<Key> startup() {
    return check(Check.STARTUP, "too slow, and restarted", "it has started");
  }

  static List<Key> readiness() {
    return check(Check.DEFAULT, "unready, and left running", "ready, also again");
  }

  static List<Key> liveness() {
    List<Key> keys = probes(Check.DEFAULT);
    keys.add(failures(Check.DEFAULT, "dead, and restarted"));
    return List.copyOf(keys);
  }

  static Key port() {
    return required("port", PORT_NAME, "the name of a port of this service");
  }

  static Key path() {
    return optional("path", new Shape.Word(Spelling.PATH), "`/` and then ASCII without spaces")
        .or("/");
  }

  static Key silence() {
    return required("silence", SPAN, "the longest time without a word in its log");
  }

  private static List<Key> check(Check usual, String failed, String succeeded) {
    List<Key> keys = probes(usual);
    keys.add(failures(usual, failed));
    keys.add(optional("successes", new Shape.Count(), HOW_MANY + succeeded).or(usual.successes()));
    return List.copyOf(keys);
  }

  private static Key failures(Check usual, String failed) {
    return optional("failures", new Shape.Count(), HOW_MANY + failed).or(usual.failures());
  }

  private static List<Key> probes(Check usual) {
    List<Key> keys = new ArrayList<>();
    keys.add(optional("process", new Shape.Yes(), "`true`: the process is there"));
    keys.add(
        optional(
            "tcp",
            new Shape.Either(PORT_NAME, new Shape.Inside(Form.TCP)),
            "a port name, or `{port: NAME}`: it accepts a connection"));
    keys.add(
        optional(
            "http",
            new Shape.Inside(Form.HTTP),
            "`{port: NAME, path: /}`: GET answers 200 to 399; `path` may be left out"));
    keys.add(
        optional(
            "command",
            new Shape.Items(new Shape.Text(Spelling.ANYTHING), 1, false),
            "a list: the program ends with 0, in the folder and environment of the workload"));
    keys.add(
        optional(
            "log",
            new Shape.Inside(Form.LOG),
            "`{silence: 2m}`: it wrote something to its log within that time"));
    keys.add(
        optional("interval", SPAN, "time from probe to probe")
            .or(Quantity.write(usual.interval())));
    keys.add(
        optional("timeout", SPAN, "deadline of one probe").or(Quantity.write(usual.timeout())));
    return keys;
  }
}
