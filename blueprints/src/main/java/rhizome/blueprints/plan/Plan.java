package rhizome.blueprints.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.StartOrder;
import rhizome.blueprints.text.BlueprintWriter;

/**
 * What leads from one blueprint to another: first, in start order, every service that is wanted;
 * then, dependants first, every service that is not wanted any more, so that nothing stops before
 * what takes its place was started.
 */
public final class Plan {

  private static final String FORM = "rhizome plan 1";

  private final Optional<Blueprint> current;
  private final Optional<Blueprint> wanted;
  private final List<Step> steps;

  private Plan(Optional<Blueprint> current, Optional<Blueprint> wanted, List<Step> steps) {
    this.current = current;
    this.wanted = wanted;
    this.steps = List.copyOf(steps);
  }

  /**
   * What is scaled keeps as many replicas as there are now, as far as the wanted bounds allow.
   *
   * @throws IllegalArgumentException if the two are blueprints of different names
   */
  public static Plan between(Optional<Blueprint> current, Blueprint wanted) {
    current.ifPresent(known -> checkSameName(known, wanted));
    Blueprint next = current.map(wanted::scaledAs).orElse(wanted);
    List<Step> steps = new ArrayList<>();
    Map<String, Service> known = current.map(Blueprint::byName).orElse(new TreeMap<>());
    for (Service service : StartOrder.of(next).flat()) {
      Service before = known.get(service.name());
      steps.add(before == null ? new Step.Create(service) : step(before, service));
    }
    current.ifPresent(before -> retire(before, Optional.of(next), steps));
    return new Plan(current, Optional.of(next), steps);
  }

  /** As if nothing had been scaled, so that scaling makes no plan stale. */
  private List<Step> declared() {
    return wanted
        .map(next -> between(current.map(Blueprint::unscaled), next.unscaled()).steps)
        .orElse(steps);
  }

  /** Retires everything. */
  public static Plan destroying(Blueprint current) {
    List<Step> steps = new ArrayList<>();
    retire(current, Optional.empty(), steps);
    return new Plan(Optional.of(current), Optional.empty(), steps);
  }

  /** The name of the blueprint. */
  public String name() {
    return wanted.or(() -> current).map(Blueprint::name).orElseThrow();
  }

  public List<Step> steps() {
    return steps;
  }

  /** Whether applying it would change nothing. */
  public boolean isEmpty() {
    return steps.stream().allMatch(Step.Keep.class::isInstance);
  }

  /** What stands against it, one sentence for each protected service it would harm. */
  public List<String> refusals() {
    return steps.stream()
        .flatMap(step -> step.refusal().map(why -> step.service() + ": " + why).stream())
        .toList();
  }

  public Counts counts() {
    return steps.stream().map(Step::counts).reduce(Counts.NONE, Counts::plus);
  }

  /**
   * What an operator confirms: equal only for the same way from the same blueprint to the same
   * blueprint, decided on the same generation of the robot. 64 hexadecimal digits.
   */
  public String hash(long parentGeneration) {
    StringBuilder content = new StringBuilder(FORM);
    part(content, Long.toString(parentGeneration));
    part(content, current.map(BlueprintWriter::write).orElse(""));
    part(content, wanted.map(BlueprintWriter::write).orElse(""));
    declared().forEach(step -> part(content, step.verb() + " " + step.service()));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(content.toString().getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Step step(Service before, Service after) {
    if (before.equals(after)) {
      return new Step.Keep(after);
    }
    List<Change> around = Change.around(before, after);
    if (!before.spec().runsAs(after.spec())) {
      List<Change> all = new ArrayList<>(Change.between(before.spec(), after.spec()));
      all.addAll(around);
      return new Step.Replace(before, after, all);
    }
    if (before.replicas() != after.replicas()) {
      return new Step.Scale(before, after, around);
    }
    return new Step.Update(before, after, around);
  }

  private static void retire(Blueprint current, Optional<Blueprint> wanted, List<Step> steps) {
    String reason =
        wanted.isPresent() ? "no longer in the blueprint" : "the blueprint is destroyed";
    Map<String, Service> stays = wanted.map(Blueprint::byName).orElse(new TreeMap<>());
    for (Service service : StartOrder.of(current).flat().reversed()) {
      if (!stays.containsKey(service.name())) {
        steps.add(new Step.Retire(service, reason));
      }
    }
  }

  private static void checkSameName(Blueprint current, Blueprint wanted) {
    if (!current.name().equals(wanted.name())) {
      throw new IllegalArgumentException(
          "no plan leads from blueprint '"
              + current.name()
              + "' to '"
              + wanted.name()
              + "': a name is for life, apply the new one beside the old");
    }
  }

  /** Each part with its length before it, so that no two contents run into the same text. */
  private static void part(StringBuilder content, String part) {
    content.append('\n').append(part.length()).append(':').append(part);
  }
}
