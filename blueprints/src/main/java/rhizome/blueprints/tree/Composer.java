package rhizome.blueprints.tree;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import rhizome.kernel.Nearest;

/**
 * YAML 1.2 text to a located tree. It reads the library's events, not its nodes, because the
 * library's own composer nests as deep as the document asks and would end in a stack overflow; here
 * depth, size and what aliases multiply to are limited while reading.
 */
public final class Composer {

  public static final int DEPTH_MAX = 32;

  /** The document cannot be read on from here; the problem is noted. */
  @SuppressWarnings("serial") // never leaves this class
  private static final class Unreadable extends RuntimeException {
    Unreadable() {
      super(null, null, false, false);
    }
  }

  private static final String YAML_TAG = "tag:yaml.org,2002:";
  private static final String STRING_TAG = YAML_TAG + "str";
  private static final List<String> KNOWN_TAGS =
      List.of("str", "int", "float", "bool", "null", "seq", "map");

  private final Problems problems;
  private final Limits limits;
  private final Optional<Tolerance> tolerance;
  private final Iterator<Event> events;
  private final Map<String, Node> anchors = new TreeMap<>();
  private long weight;
  private int last;

  private Composer(Problems problems, Limits limits, Optional<Tolerance> tolerance) {
    this.problems = problems;
    this.limits = limits;
    this.tolerance = tolerance;
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(limits.charactersMax()).build();
    this.events = new Parse(settings).parseString(problems.source().text()).iterator();
  }

  /** The tree; nothing if the text could not be read to its end. */
  public static Optional<Node> compose(Problems problems, Limits limits) {
    return compose(problems, limits, Optional.empty());
  }

  /** As {@link #compose(Problems, Limits)}, of a text written for a reader of YAML 1.1. */
  public static Optional<Node> compose(Problems problems, Limits limits, Tolerance tolerance) {
    return compose(problems, limits, Optional.of(tolerance));
  }

  private static Optional<Node> compose(
      Problems problems, Limits limits, Optional<Tolerance> tolerance) {
    int length = problems.source().length();
    if (length > limits.charactersMax()) {
      String message = "the document has " + length + " characters";
      problems.add(limits.charactersMax(), message, "at most " + limits.charactersMax());
      return Optional.empty();
    }
    Composer composer = new Composer(problems, limits, tolerance);
    try {
      return composer.document();
    } catch (Unreadable e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      SyntaxErrors.note(e, composer.last, problems);
      return Optional.empty();
    }
  }

  private Optional<Node> document() {
    Optional<Node> root = Optional.empty();
    while (events.hasNext()) {
      Event event = next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        case DocumentStart -> {
          if (root.isPresent()) {
            throw fail(last, "a second document begins here", "one document in each file");
          }
          root = Optional.of(node(next(), 0));
        }
        case Alias, MappingStart, MappingEnd, Scalar, SequenceStart, SequenceEnd ->
            throw new IllegalStateException("the parser sent " + event + " outside a document");
      }
    }
    if (root.isEmpty() || (root.get() instanceof Node.Scalar scalar && scalar.isNull())) {
      problems.add(0, "the document is empty", "a blueprint, beginning with 'blueprint: v1'");
      return Optional.empty();
    }
    return root;
  }

  /** Of the event that came last. */
  private Node node(Event event, int depth) {
    int at = last;
    if (depth > DEPTH_MAX) {
      throw fail(at, "the document is nested too deep", "at most " + DEPTH_MAX + " levels");
    }
    Node node =
        switch (event.getEventId()) {
          case Alias -> alias((AliasEvent) event, at);
          case Scalar -> scalar((ScalarEvent) event, at);
          case SequenceStart -> sequence((CollectionStartEvent) event, at, depth);
          case MappingStart -> mapping((CollectionStartEvent) event, at, depth);
          case Comment,
              DocumentStart,
              DocumentEnd,
              MappingEnd,
              SequenceEnd,
              StreamStart,
              StreamEnd ->
              throw new IllegalStateException("the parser sent " + event + " for a value");
        };
    if (node.weight() > limits.valuesMax() || ++weight > limits.valuesMax()) {
      String message = "the document is too large once its aliases are written out";
      throw fail(at, message, "at most " + limits.valuesMax() + " values");
    }
    return node;
  }

  private Node alias(AliasEvent event, int at) {
    String name = event.getAlias().getValue();
    Node node = anchors.get(name);
    if (node == null) {
      problems.add(
          at,
          "no anchor '&" + name + "' stands complete before this alias",
          Optional.of("the alias of an anchor that ends above it"),
          () -> Nearest.of(name, anchors.keySet()));
      return new Node.Scalar(at, "", false);
    }
    weight += node.weight();
    return node;
  }

  private Node scalar(ScalarEvent event, int at) {
    refuseTag(event.getTag(), at);
    boolean plain = event.isPlain() && event.getTag().filter(STRING_TAG::equals).isEmpty();
    return anchored(event.getAnchor(), new Node.Scalar(at, event.getValue(), plain));
  }

  private Node sequence(CollectionStartEvent event, int at, int depth) {
    refuseTag(event.getTag(), at);
    List<Node> items = new ArrayList<>();
    long sum = 1;
    for (Event next = next(); next.getEventId() != Event.ID.SequenceEnd; next = next()) {
      Node item = node(next, depth + 1);
      sum += item.weight();
      items.add(item);
    }
    return anchored(event.getAnchor(), new Node.Sequence(at, items, sum));
  }

  private Node mapping(CollectionStartEvent event, int at, int depth) {
    refuseTag(event.getTag(), at);
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    List<Node.Entry> merged = new ArrayList<>();
    long sum = 1;
    for (Event next = next(); next.getEventId() != Event.ID.MappingEnd; next = next()) {
      int keyAt = last;
      Node key = node(next, depth + 1);
      Node value = node(next(), depth + 1);
      sum += key.weight() + value.weight();
      if (tolerance.isPresent() && isMerge(key)) {
        merged.addAll(merged(value, keyAt));
      } else {
        keep(entries, keyAt, key, value);
      }
    }
    merged.forEach(entry -> entries.putIfAbsent(entry.key().text(), entry));
    return anchored(event.getAnchor(), new Node.Mapping(at, List.copyOf(entries.values()), sum));
  }

  private void keep(Map<String, Node.Entry> entries, int at, Node key, Node value) {
    if (!(key instanceof Node.Scalar name)) {
      problems.add(at, key.kind() + " cannot be a key", "a word as key");
    } else if (isMerge(name)) {
      problems.add(
          at, "'<<' merges are not part of YAML 1.2", "each key written out, or a whole alias");
    } else {
      Node.Entry first = entries.get(name.text());
      if (first == null) {
        entries.put(name.text(), new Node.Entry(name, value));
      } else {
        int line = problems.source().place(first.key().at()).line();
        String message = "the key " + Words.quote(name.text()) + " is already on line " + line;
        if (tolerance.isPresent()) {
          tolerance.get().take(Tolerance.Oddity.DUPLICATE_KEY, at, message);
          entries.put(name.text(), new Node.Entry(name, value));
        } else {
          problems.add(at, message, "each key once");
        }
      }
    }
  }

  private static boolean isMerge(Node key) {
    return key instanceof Node.Scalar name && name.plain() && name.text().equals("<<");
  }

  /** What {@code <<} brings in: the keys of a mapping, or of several, the first of which wins. */
  private List<Node.Entry> merged(Node value, int at) {
    List<Node> sources = value instanceof Node.Sequence list ? list.items() : List.of(value);
    List<Node.Entry> entries = new ArrayList<>();
    for (Node source : sources) {
      if (source instanceof Node.Mapping mapping) {
        entries.addAll(mapping.entries());
      } else {
        problems.add(at, "'<<' names " + source.kind(), "an alias of a mapping");
      }
    }
    String message = "'<<' merges are not part of YAML 1.2";
    tolerance.ifPresent(taker -> taker.take(Tolerance.Oddity.MERGE_KEY, at, message));
    return entries;
  }

  private Node anchored(Optional<Anchor> anchor, Node node) {
    anchor.ifPresent(name -> anchors.put(name.getValue(), node));
    return node;
  }

  private void refuseTag(Optional<String> tag, int at) {
    if (tag.isEmpty()) {
      return;
    }
    String message = "the tag " + Words.quote(tag.get()) + " is not part of the language";
    boolean known = KNOWN_TAGS.stream().anyMatch(name -> tag.get().equals(YAML_TAG + name));
    if (tolerance.isPresent() && known) {
      tolerance.get().take(Tolerance.Oddity.TAG, at, message);
    } else {
      problems.add(at, message, "the value without a tag");
    }
  }

  private Event next() {
    Event event = events.next();
    Optional<Mark> start = event.getStartMark();
    last = start.isPresent() ? start.get().getIndex() : last;
    return event;
  }

  private Unreadable fail(int at, String message, String expected) {
    problems.add(at, message, expected);
    return new Unreadable();
  }
}
