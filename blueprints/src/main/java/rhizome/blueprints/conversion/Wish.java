package rhizome.blueprints.conversion;

import java.util.List;
import rhizome.blueprints.dialect.Mode;

/**
 * How somebody wants a document converted.
 *
 * @param all actions that name no service are for all services of the document
 * @param templates the names of those that are written natively
 */
public record Wish(Mode mode, boolean all, List<String> templates) {

  public Wish {
    templates = List.copyOf(templates);
  }
}
