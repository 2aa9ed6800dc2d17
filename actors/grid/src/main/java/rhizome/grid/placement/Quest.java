package rhizome.grid.placement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.grid.placement.Placement.Choice;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;

/**
 * The search for a place by wishes. A row whose labels will not do is dropped whole; of the others
 * those are looked at first that are preferred. It looks at the nodes that hold a service which is
 * asked for, and never at all of them.
 */
final class Quest implements Whereabouts {

  /** Nodes that are preferred alike. */
  private record Rank(List<Row> rows, List<Seat> seats) {
    Rank() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Stock stock;
  private final Seeker seeker;
  private final Kin kin;
  private final List<NodeId> own;
  private final Hurdles hurdles;

  /**
   * @param own nodes on which a place is held for the seeker, which does not count
   */
  Quest(Stock stock, Seeker seeker, List<NodeId> own) {
    this.stock = stock;
    this.seeker = seeker;
    this.kin = seeker.kin();
    this.own = own;
    this.hurdles = new Hurdles(seeker, this);
  }

  @Override
  public Map<String, Integer> counts(String service, String label) {
    Kin asked = new Kin(kin.robot(), service);
    Map<String, Integer> counts = new TreeMap<>();
    for (Seat seat : stock.holders(asked)) {
      int count = others(seat, asked);
      if (count > 0) {
        seat.value(label).ifPresent(value -> counts.merge(value, count, Integer::sum));
      }
    }
    return counts;
  }

  private int others(Seat seat, Kin asked) {
    int all = seat.siblings(asked);
    return asked.equals(kin) && own.contains(seat.node) ? all - 1 : all;
  }

  @Override
  public int fewest(String label, List<Hurdle> required) {
    Predicate<Row> rows = row -> meets(row.labels(), required);
    List<String> names = seeker.wishes().require().get(Labels.NODE);
    Map<String, Integer> counts = counts(kin.service(), label);
    if (names == null && label.equals(Labels.NODE)) {
      return fewestOfNodes(rows, counts);
    }
    Stream<Optional<String>> values =
        names == null
            ? stock.rows().stream().filter(rows).map(row -> row.labels().get(label))
            : seats(names)
                .filter(seat -> seat.row != null && rows.test(seat.row))
                .map(seat -> seat.value(label));
    return values
        .flatMap(Optional::stream)
        .distinct()
        .mapToInt(value -> counts.getOrDefault(value, 0))
        .min()
        .orElse(0);
  }

  private int fewestOfNodes(Predicate<Row> rows, Map<String, Integer> counts) {
    int nodes = stock.rows().stream().filter(rows).mapToInt(Row::size).sum();
    List<Integer> held =
        seats(counts.keySet())
            .filter(seat -> seat.row != null && rows.test(seat.row))
            .map(seat -> counts.getOrDefault(seat.node.name(), 0))
            .toList();
    return held.size() < nodes || held.isEmpty() ? 0 : Collections.min(held);
  }

  private static boolean meets(Labels labels, List<Hurdle> required) {
    return required.stream()
        .filter(hurdle -> !hurdle.isOfNodes())
        .allMatch(hurdle -> hurdle.takes().test(labels.get(hurdle.label())));
  }

  private Stream<Seat> seats(Iterable<String> names) {
    Stream.Builder<Seat> seats = Stream.builder();
    for (String name : names) {
      Seat seat = NodeId.isName(name) ? stock.seat(new NodeId(name)) : null;
      if (seat != null) {
        seats.add(seat);
      }
    }
    return seats.build();
  }

  Choice choose() {
    Optional<NodeId> found = home().or(this::best);
    return new Choice(found, found.isPresent() ? "" : refusal());
  }

  private Optional<NodeId> home() {
    return seeker
        .home()
        .filter(node -> !seeker.avoid().contains(node))
        .filter(node -> takes(node) && stock.hasRoom(node, seeker.amount()));
  }

  /** Whether a node would do if it had room. */
  boolean takes(NodeId node) {
    Seat seat = stock.seat(node);
    return seat != null && takes(seat);
  }

  private boolean takes(Seat seat) {
    return seat.row != null
        && hurdles.before(seat.row.labels()).isEmpty()
        && hurdles.before(seat.node).isEmpty();
  }

  int rank(NodeId node) {
    Seat seat = stock.seat(node);
    return seat == null ? 0 : rank(seat);
  }

  private int rank(Seat seat) {
    return hurdles.rank(seat::value);
  }

  /** As {@link Placement} would choose: not avoided before preferred, and then the rest. */
  private Optional<NodeId> best() {
    SortedMap<Integer, Rank> ranks = new TreeMap<>(Comparator.reverseOrder());
    few()
        .ifPresentOrElse(
            seats ->
                seats.filter(this::takes).forEach(seat -> rank(ranks, rank(seat)).seats.add(seat)),
            () -> rank(ranks));
    boolean ofNodes = hurdles.ofNodes();
    Optional<NodeId> fallback = Optional.empty();
    for (Rank rank : ranks.values()) {
      Predicate<Seat> takes = ofNodes ? seat -> hurdles.before(seat.node).isEmpty() : _ -> true;
      Search search = new Search(seeker, fewest(rank), takes);
      rank.rows.forEach(search::look);
      rank.seats.forEach(search::look);
      if (search.isSettled()) {
        return search.found();
      }
      fallback = fallback.or(search::found);
    }
    return fallback;
  }

  private void rank(SortedMap<Integer, Rank> ranks) {
    for (Row row : stock.rows()) {
      if (hurdles.before(row.labels()).isEmpty()) {
        rank(ranks, hurdles.rank(row.labels()::get)).rows.add(row);
      }
    }
    // Who is preferred by name stands before the row he is in, too.
    seats(preferred()).filter(this::takes).forEach(seat -> rank(ranks, rank(seat)).seats.add(seat));
  }

  private SortedSet<String> preferred() {
    SortedSet<String> names = new TreeSet<>();
    for (Wishes.Preference preference : seeker.wishes().prefer()) {
      names.addAll(preference.match().getOrDefault(Labels.NODE, List.of()));
    }
    return names;
  }

  private static Rank rank(SortedMap<Integer, Rank> ranks, int rank) {
    return ranks.computeIfAbsent(rank, _ -> new Rank());
  }

  /** Where the wishes name nodes, or need those that hold another service: these alone. */
  private Optional<Stream<Seat>> few() {
    List<String> names = seeker.wishes().require().get(Labels.NODE);
    if (names != null) {
      return Optional.of(seats(names));
    }
    for (Company company : seeker.wishes().near()) {
      boolean isOwn = company.service().equals(kin.service());
      if (company.within().equals(Labels.NODE) && !isOwn) {
        return Optional.of(stock.holders(new Kin(kin.robot(), company.service())).stream());
      }
    }
    return Optional.empty();
  }

  /** No node of this rank has fewer siblings. */
  private int fewest(Rank rank) {
    if (!rank.seats.isEmpty()) {
      return 0;
    }
    int nodes = rank.rows.stream().mapToInt(Row::size).sum();
    Map<Row, Boolean> among = new LinkedHashMap<>();
    rank.rows.forEach(row -> among.put(row, true));
    int holding = 0;
    int fewest = Integer.MAX_VALUE;
    for (Seat seat : stock.holders(kin)) {
      Row row = seat.row;
      if (row != null && among.containsKey(row)) {
        holding++;
        fewest = Math.min(fewest, seat.siblings(kin));
      }
    }
    return holding < nodes ? 0 : fewest;
  }

  private String refusal() {
    Map<Hurdle, Integer> before = new LinkedHashMap<>();
    Map<Row, Integer> left = new LinkedHashMap<>();
    for (Row row : stock.rows()) {
      hurdles
          .before(row.labels())
          .ifPresentOrElse(
              hurdle -> before.merge(hurdle, row.size(), Integer::sum),
              () -> left.put(row, row.size()));
    }
    seats(hurdles.named())
        .filter(seat -> seat.row != null && left.containsKey(seat.row))
        .forEach(
            seat -> {
              left.merge(seat.row, -1, Integer::sum);
              hurdles.before(seat.node).ifPresent(hurdle -> before.merge(hurdle, 1, Integer::sum));
            });
    int others = left.values().stream().mapToInt(Integer::intValue).sum();
    hurdles
        .beforeOthers()
        .filter(_ -> others > 0)
        .ifPresent(hurdle -> before.merge(hurdle, others, Integer::sum));
    return hurdles.refusal(stock.size(), before);
  }
}
