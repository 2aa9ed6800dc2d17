package rhizome.blueprints.dialect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Tolerance;
import rhizome.blueprints.tree.Words;

/** What is to be said of one document, each thing a warning or a problem as the mode has it. */
public final class Notes implements Tolerance {

  /** So many warnings are kept; of more only how many there are. */
  public static final int KEPT_MAX = 500;

  private record Key(int at, Habit habit, String message) {}

  private static final Comparator<Key> ORDER =
      Comparator.comparingInt(Key::at).thenComparing(Key::habit).thenComparing(Key::message);

  private final Problems problems;
  private final Mode mode;
  private final Map<Key, Caution> cautions = new TreeMap<>(ORDER);
  private int more;

  public Notes(Problems problems, Mode mode) {
    this.problems = problems;
    this.mode = mode;
  }

  public Mode mode() {
    return mode;
  }

  /** The file as it was named. */
  public String file() {
    return problems.source().file();
  }

  /**
   * @param remedy what to write, or to look at; it follows "expected" when the thing is a problem
   */
  public void note(Habit habit, int at, String message, String remedy) {
    switch (habit.weight()) {
      case REFUSED -> problems.add(at, message, remedy);
      case ODD -> {
        if (mode == Mode.STRICT) {
          problems.add(at, message, remedy);
        } else {
          warn(habit, at, message, remedy);
        }
      }
      case TOLD -> warn(habit, at, message, remedy);
    }
  }

  /** What the document's own reader refused as well. */
  public void refuse(int at, String message, String remedy) {
    note(Habit.INVALID, at, message, remedy);
  }

  @Override
  public void take(Oddity oddity, int at, String message) {
    switch (oddity) {
      case DUPLICATE_KEY ->
          note(Habit.DUPLICATE_KEY, at, message + "; the last one counts", "each key once");
      case MERGE_KEY ->
          note(Habit.MERGE_KEY, at, message + "; its keys are written out", "each key written out");
      case TAG -> note(Habit.TAG, at, message + "; it is left out", "the value without a tag");
    }
  }

  private void warn(Habit habit, int at, String message, String remedy) {
    Key key = new Key(at, habit, message);
    if (cautions.containsKey(key)) {
      return;
    }
    if (cautions.size() >= KEPT_MAX) {
      more++;
      return;
    }
    cautions.put(
        key,
        new Caution(habit, problems.source().spot(at), Words.shown(message), Words.shown(remedy)));
  }

  /** All warnings, in the order of the document; where they were too many, the last says so. */
  public List<Caution> cautions() {
    List<Caution> all = new ArrayList<>(cautions.values());
    if (more > 0) {
      all.add(
          new Caution(
              Habit.CUT_SHORT,
              problems.source().spot(problems.source().length()),
              "there are " + more + " more warnings, which are not shown",
              "the first of them settled"));
    }
    return List.copyOf(all);
  }

  public List<Problem> problems() {
    return problems.all();
  }

  public boolean refused() {
    return !problems.isEmpty();
  }
}
