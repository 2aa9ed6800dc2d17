package rhizome.blueprints.dialect;

import java.util.List;
import java.util.Optional;

/**
 * Actions that a document asks for, and of whom.
 *
 * @param template only services of it
 * @param service only services of this name
 * @param args the same for each of the actions
 * @param force also where the action is done already
 */
public record ActionBlock(
    int at,
    Optional<TemplateRef> template,
    Optional<Word> service,
    List<Word> actions,
    Optional<Data> args,
    Optional<Word> recurring,
    boolean force) {

  public ActionBlock {
    actions = List.copyOf(actions);
  }

  /** Whether it says whom it means; else it means every service there is. */
  public boolean scoped() {
    return template.isPresent() || service.isPresent();
  }

  public boolean selects(SeedService candidate) {
    return template.stream().allMatch(wanted -> wanted.selects(candidate.template()))
        && service.stream().allMatch(wanted -> wanted.text().equals(candidate.name()));
  }
}
