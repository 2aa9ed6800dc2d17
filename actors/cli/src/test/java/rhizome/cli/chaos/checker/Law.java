package rhizome.cli.chaos.checker;

import java.util.List;
import rhizome.cli.chaos.history.History;

/** A promise of the product, as a question to a history. */
public interface Law {

  /** A sentence. */
  String name();

  /** Every breach; none when it was kept. */
  List<Violation> breaches(History history);
}
