package rhizome.gateway.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.plan.Step;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.gateway.view.PlanView.StepView;
import rhizome.grid.robot.Revision;
import rhizome.kernel.RobotId;

/**
 * What a robot was told once.
 *
 * @param what {@code targeted} or {@code destroyed}
 * @param changes how many services, by what became of them since the generation before: the verbs
 *     of {@link StepView}; none where the journal has forgotten that one
 * @param digest SHA-256 of the blueprint's canonical text, equal for equal blueprints; 64
 *     hexadecimal digits; absent when all was to be taken down
 */
public record RevisionView(
    long generation,
    Instant at,
    String by,
    String what,
    Map<String, Integer> changes,
    Optional<String> digest) {

  /**
   * The same with all that was said.
   *
   * @param against the generation from which the steps lead here; absent when they start from
   *     nothing
   * @param text the blueprint in its canonical form, secrets included: it can be applied as it is
   */
  public record RevisionDetail(
      String robot,
      long generation,
      Instant at,
      String by,
      String what,
      Optional<String> digest,
      Optional<String> text,
      Optional<Long> against,
      List<StepView> steps) {
    public RevisionDetail {
      steps = List.copyOf(steps);
    }

    public static RevisionDetail of(RobotId id, Revision revision, Optional<Revision> against) {
      Optional<String> text = canonical(revision);
      return new RevisionDetail(
          id.name(),
          revision.generation(),
          revision.at(),
          revision.by(),
          RevisionView.what(revision),
          text.map(RevisionView::digest),
          text,
          against.map(Revision::generation),
          revision.since(against).stream().map(StepView::of).toList());
    }
  }

  public RevisionView {
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
  }

  public static RevisionView of(Revision revision, Optional<Revision> before) {
    return new RevisionView(
        revision.generation(),
        revision.at(),
        revision.by(),
        what(revision),
        isKnown(revision, before) ? changes(revision.since(before)) : Collections.emptyMap(),
        canonical(revision).map(RevisionView::digest));
  }

  /** Without what was there before, nobody knows what it changed. */
  private static boolean isKnown(Revision revision, Optional<Revision> before) {
    return before.isPresent() || revision.generation() == 1;
  }

  private static String what(Revision revision) {
    return revision.blueprint().isPresent() ? "targeted" : "destroyed";
  }

  private static Map<String, Integer> changes(List<Step> steps) {
    Map<String, Integer> changes = new LinkedHashMap<>();
    steps.forEach(step -> changes.merge(step.verb(), 1, Integer::sum));
    return changes;
  }

  private static Optional<String> canonical(Revision revision) {
    return revision.blueprint().map(BlueprintWriter::write);
  }

  private static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
