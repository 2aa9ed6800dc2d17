package rhizome.blueprints.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;

/** Ports of a compose file: the number on the host is the one the program itself has to use. */
final class Publishing {

  private static final int RANGE_MAX = 100;
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(?:(?<ip>\\[[0-9a-fA-F:]+]|[\\d.]+):)?(?<host>\\d{1,5}(?:-\\d{1,5})?)?:)?"
              + "(?<target>\\d{1,5}(?:-\\d{1,5})?)(?:/(?<protocol>\\w+))?");

  private final Notes notes;
  private final Interpolation interpolation;
  private final Map<String, String> ports = new LinkedHashMap<>();
  private final Map<Integer, String> taken = new TreeMap<>();

  private record Range(int from, int to) {
    int size() {
      return to - from + 1;
    }
  }

  Publishing(Notes notes) {
    this.notes = notes;
    this.interpolation = new Interpolation(notes);
  }

  /** Names of ports with their numbers, or {@code auto}. */
  Map<String, String> read(Node node) {
    for (Node item : Parts.items(node)) {
      if (item instanceof Node.Scalar scalar) {
        brief(scalar);
      } else if (item instanceof Node.Mapping) {
        full(item);
      } else {
        notes.refuse(item.at(), "a port is " + item.kind(), "HOST:CONTAINER, such as 8080:80");
      }
    }
    return ports;
  }

  private void brief(Node.Scalar scalar) {
    String text = interpolation.fill(scalar).strip();
    Matcher matcher = SHORT.matcher(text);
    if (!matcher.matches()) {
      notes.refuse(
          scalar.at(), Words.quote(text) + " is no port", "HOST:CONTAINER, such as 8080:80");
      return;
    }
    beside(scalar.at(), matcher.group("ip"), matcher.group("protocol"));
    publish(scalar.at(), matcher.group("host"), matcher.group("target"));
  }

  private void full(Node item) {
    Parts parts = new Parts(item, "ports.", notes);
    Optional<String> target = parts.scalar("target").map(interpolation::fill);
    Optional<String> host = parts.scalar("published").map(interpolation::fill);
    String ip = parts.scalar("host_ip").map(Node.Scalar::text).orElse(null);
    String protocol = parts.scalar("protocol").map(Node.Scalar::text).orElse(null);
    beside(item.at(), ip, protocol);
    parts.take("mode");
    parts.take("name");
    parts.take("app_protocol");
    parts.tellRest();
    if (target.isEmpty()) {
      notes.refuse(item.at(), "a port has no 'target'", "the port of the program, such as 80");
    } else {
      publish(item.at(), host.orElse(null), target.get());
    }
  }

  private void beside(int at, @Nullable String ip, @Nullable String protocol) {
    if (ip != null) {
      notes.note(
          Habit.NO_COUNTERPART,
          at,
          "the address " + Words.quote(ip) + " of a port has no counterpart; it is left out",
          "a program told to listen there alone");
    }
    if (protocol != null && !protocol.equals("tcp")) {
      notes.note(
          Habit.NO_COUNTERPART,
          at,
          "a port is a number here, for TCP and UDP; that it is " + protocol + " is left out",
          "no tcp or http probe of it");
    }
  }

  private void publish(int at, @Nullable String host, String target) {
    Optional<Range> inside = range(target);
    Optional<Range> outside = Optional.ofNullable(host).flatMap(Publishing::range);
    boolean wrong = inside.isEmpty() || (host != null && outside.isEmpty());
    boolean uneven =
        outside.isPresent() && inside.isPresent() && outside.get().size() != inside.get().size();
    if (wrong || uneven || inside.get().size() > RANGE_MAX) {
      notes.refuse(
          at,
          "the ports " + Words.quote((host == null ? "" : host + ":") + target) + " are none",
          "numbers from 1 to 65535, as many on both sides, at most " + RANGE_MAX);
      return;
    }
    for (int i = 0; i < inside.get().size(); i++) {
      int port = inside.get().from() + i;
      add(at, port, outside.isPresent() ? outside.get().from() + i : Port.AUTO);
    }
  }

  private void add(int at, int target, int number) {
    String name = "p" + target;
    if (number == Port.AUTO) {
      ports.putIfAbsent(name, "auto");
      return;
    }
    if (taken.putIfAbsent(number, name) != null) {
      return; // the same port for another protocol or address
    }
    String free = ports.containsKey(name) ? name + "-" + number : name;
    ports.put(free, Integer.toString(number));
    if (number != target) {
      notes.note(
          Habit.PORT_MAPPING,
          at,
          "nothing leads from port %d to port %d here: the program itself has to use %d"
              .formatted(number, target, number),
          "'${ports.%s}' in its arguments or environment, or auto".formatted(free));
    }
  }

  private static Optional<Range> range(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length > 2 || !text.matches("\\d{1,5}(-\\d{1,5})?")) {
      return Optional.empty();
    }
    Range range = new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    boolean fits = range.from() >= 1 && range.to() <= Port.MAX && range.from() <= range.to();
    return fits ? Optional.of(range) : Optional.empty();
  }
}
