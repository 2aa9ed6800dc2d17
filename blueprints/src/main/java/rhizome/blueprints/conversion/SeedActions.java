package rhizome.blueprints.conversion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rhizome.blueprints.dialect.ActionBlock;
import rhizome.blueprints.dialect.Data;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.dialect.Seed;
import rhizome.blueprints.dialect.SeedService;
import rhizome.blueprints.dialect.Word;
import rhizome.blueprints.draft.Draft;
import rhizome.blueprints.tree.Words;

/**
 * What becomes of the actions of a document. To install and to start is implied by being wanted;
 * all others are told in comments, at the service they are for.
 */
final class SeedActions {

  private static final List<String> IMPLIED = List.of("init", "install", "start");
  private static final List<String> ENDING = List.of("stop", "uninstall", "delete", "destroy");

  private final Dialect dialect;
  private final Notes notes;
  private final boolean all;
  private final Map<String, List<String>> implied = new LinkedHashMap<>();
  private final Map<String, List<String>> told = new LinkedHashMap<>();
  private final List<String> elsewhere = new ArrayList<>();

  SeedActions(Seed seed, SeedNames names, Notes notes, boolean all) {
    this.dialect = seed.dialect();
    this.notes = notes;
    this.all = all;
    seed.actions().forEach(block -> take(block, names.all()));
  }

  private void take(ActionBlock block, Map<String, SeedService> services) {
    if (!block.scoped() && !all) {
      unscoped(block);
      return;
    }
    List<String> selected =
        services.entrySet().stream()
            .filter(service -> block.selects(service.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (selected.isEmpty()) {
      elsewhere(block);
      return;
    }
    for (Word action : block.actions()) {
      if (isImplied(block, action)) {
        selected.forEach(name -> listFor(implied, name).add(action.text()));
      } else {
        notCarried(block, action);
        selected.forEach(name -> listFor(told, name).add(shown(block, action)));
      }
    }
  }

  private static boolean isImplied(ActionBlock block, Word action) {
    return IMPLIED.contains(action.text()) && block.args().isEmpty() && block.recurring().isEmpty();
  }

  /** The first of the two deliberate differences from the seeds (docs/reference/dialects.md). */
  private void unscoped(ActionBlock block) {
    String actions = Words.list(block.actions().stream().map(Word::text).toList());
    notes.note(
        Habit.UNSCOPED_ACTION,
        block.at(),
        actions + ": for no service in particular, so the seed acted on all there are; not carried",
        "the services that are meant, or --all for those of this document");
    block.actions().forEach(action -> elsewhere.add("on every service: " + shown(block, action)));
  }

  private void elsewhere(ActionBlock block) {
    String whose = whose(block);
    String actions = Words.list(block.actions().stream().map(Word::text).toList());
    notes.note(
        Habit.ACTION_ELSEWHERE,
        block.at(),
        actions + ": for " + whose + ", of which none is in this document; told as a comment",
        "the document that has the service");
    block.actions().forEach(action -> elsewhere.add("on " + whose + ": " + shown(block, action)));
  }

  private static String whose(ActionBlock block) {
    return block.service().map(name -> "service " + Words.quote(name.text())).orElse("services")
        + block.template().map(of -> " of template " + Words.quote(of.written())).orElse("");
  }

  private void notCarried(ActionBlock block, Word action) {
    String shown = Words.quote(action.text());
    String message = "the action " + shown + " has no counterpart yet; it is told as a comment";
    String remedy = "a run of it by hand, or nothing";
    if (ENDING.contains(action.text())) {
      message = "the action " + shown + " ends a service that is wanted here; told as a comment";
      remedy = "the service left out of the blueprint, which the plan then shows as 'retire'";
    } else if (block.recurring().isPresent()) {
      String never = dialect == Dialect.ZROBOT_2 ? ", which the seed read and never used" : "";
      message =
          "the action "
              + shown
              + " every "
              + block.recurring().get().text()
              + never
              + ", has no counterpart yet; told as a comment";
    }
    notes.note(Habit.ACTION_NOT_CARRIED, action.at(), message, remedy);
  }

  private static String shown(ActionBlock block, Word action) {
    StringBuilder shown = new StringBuilder(action.text());
    block
        .args()
        .map(Data.class::cast)
        .ifPresent(args -> shown.append(' ').append(Draft.flow(args)));
    block.recurring().ifPresent(period -> shown.append(", every ").append(period.text()));
    return shown.append(block.force() ? ", even if done" : "").toString();
  }

  private static List<String> listFor(Map<String, List<String>> lists, String name) {
    return lists.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  /** The comments for one service. */
  List<String> of(String service) {
    List<String> lines = new ArrayList<>();
    List<String> done = implied.getOrDefault(service, List.of()).stream().distinct().toList();
    if (!done.isEmpty()) {
      lines.add(String.join(", ", done) + ": implied by being wanted");
    }
    told.getOrDefault(service, List.of()).stream()
        .map(action -> "action not carried over: " + action)
        .forEach(lines::add);
    return lines;
  }

  /** The comments for services that are not in the document, or not named. */
  List<String> elsewhere() {
    return elsewhere;
  }
}
