package rhizome.grid.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Preference;
import rhizome.blueprints.wishes.Wishes.Spread;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;

/** What the wishes of a seeker come to, given who is where now. */
final class Hurdles {

  private final Seeker seeker;
  private final Kin kin;
  private final Whereabouts whereabouts;
  private final List<Hurdle> all = new ArrayList<>();

  Hurdles(Seeker seeker, Whereabouts whereabouts) {
    this.seeker = seeker;
    this.kin = seeker.kin();
    this.whereabouts = whereabouts;
    Wishes wishes = seeker.wishes();
    wishes.require().forEach((label, values) -> all.add(Hurdle.required(label, values)));
    List<Hurdle> required = List.copyOf(all);
    wishes.spread().ifPresent(spread -> all.add(spread(spread, required)));
    wishes.near().forEach(company -> all.add(near(company)));
    wishes.apart().forEach(company -> all.add(apart(company)));
    all.sort(Comparator.comparing(Hurdle::isOfNodes)); // stable: groups of nodes come first
  }

  private Hurdle spread(Spread spread, List<Hurdle> required) {
    String over = spread.over();
    Map<String, Integer> counts = whereabouts.counts(kin.service(), over);
    int most = whereabouts.fewest(over, required) + spread.maxSkew();
    String what = "enough of %s in %s %s (spread)";
    return new Hurdle(
        over,
        value -> value.filter(v -> counts.getOrDefault(v, 0) < most).isPresent(),
        counts.keySet(),
        "has no %s, or ".formatted(over) + what.formatted(told(kin.service()), "its", over),
        "have no %s, or ".formatted(over) + what.formatted(told(kin.service()), "their", over));
  }

  private Hurdle near(Company company) {
    Map<String, Integer> counts = whereabouts.counts(company.service(), company.within());
    boolean isFirst = company.service().equals(kin.service()) && counts.isEmpty();
    String what = told(company.service()) + within(company) + " (near)";
    return new Hurdle(
        company.within(),
        value -> isFirst || value.filter(counts::containsKey).isPresent(),
        counts.keySet(),
        "has no " + what.formatted("its"),
        "have no " + what.formatted("their"));
  }

  private Hurdle apart(Company company) {
    Map<String, Integer> counts = whereabouts.counts(company.service(), company.within());
    String what = told(company.service()) + within(company) + " already (apart)";
    return new Hurdle(
        company.within(),
        value -> value.filter(counts::containsKey).isEmpty(),
        counts.keySet(),
        "holds " + what.formatted("its"),
        "hold " + what.formatted("their"));
  }

  private String told(String service) {
    return kin.robot() + "/" + service;
  }

  private static String within(Company company) {
    return company.within().equals(Labels.NODE) ? "" : " in %s " + company.within();
  }

  /** What a group of nodes with these labels does not meet. */
  Optional<Hurdle> before(Labels labels) {
    for (Hurdle hurdle : all) {
      if (!hurdle.isOfNodes() && !hurdle.takes().test(labels.get(hurdle.label()))) {
        return Optional.of(hurdle);
      }
    }
    return Optional.empty();
  }

  /** What a node does not meet whose group meets all. */
  Optional<Hurdle> before(NodeId node) {
    return before(node.name());
  }

  private Optional<Hurdle> before(String node) {
    for (Hurdle hurdle : all) {
      if (hurdle.isOfNodes() && !hurdle.takes().test(Optional.of(node))) {
        return Optional.of(hurdle);
      }
    }
    return Optional.empty();
  }

  /** What any node does not meet that is not one of {@link #named}. */
  Optional<Hurdle> beforeOthers() {
    return before(""); // the name of none
  }

  /** The nodes that are not as any other. */
  List<String> named() {
    return all.stream()
        .filter(Hurdle::isOfNodes)
        .flatMap(hurdle -> hurdle.named().stream())
        .distinct()
        .toList();
  }

  void each(Consumer<Hurdle> told) {
    all.forEach(told);
  }

  boolean ofNodes() {
    return all.stream().anyMatch(Hurdle::isOfNodes);
  }

  /** How much better a node is; the value of a label is asked for. */
  int rank(Function<String, Optional<String>> label) {
    int rank = 0;
    for (Preference preference : seeker.wishes().prefer()) {
      if (matches(preference.match(), label)) {
        rank += preference.weight();
      }
    }
    return rank;
  }

  private static boolean matches(
      SortedMap<String, List<String>> match, Function<String, Optional<String>> label) {
    return match.entrySet().stream()
        .allMatch(each -> label.apply(each.getKey()).filter(each.getValue()::contains).isPresent());
  }

  /**
   * Why there is no place, in a person's words.
   *
   * @param online how many nodes are on offer
   * @param before how many of them do not meet a hurdle
   */
  String refusal(int online, Map<Hurdle, Integer> before) {
    if (online == 0) {
      return "no node is online";
    }
    List<String> parts = new ArrayList<>();
    int left = online;
    for (Hurdle hurdle : all) {
      int nodes = before.getOrDefault(hurdle, 0);
      if (nodes > 0) {
        parts.add(hurdle.told(nodes));
      }
      left -= nodes;
    }
    if (left > 0) {
      Resources amount = seeker.amount();
      parts.add(
          "%d %s too little left for %d m cpu and %d MiB"
              .formatted(
                  left,
                  left == 1 ? "has" : "have",
                  amount.cpuMillis(),
                  amount.memoryBytes() >> 20));
    }
    return "no node fits: of %d online %s".formatted(online, String.join(", ", parts));
  }
}
