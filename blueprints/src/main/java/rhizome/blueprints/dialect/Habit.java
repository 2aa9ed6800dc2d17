package rhizome.blueprints.dialect;

import java.util.Locale;

/** The names of what is told of a document that is converted; how each is taken. */
public enum Habit {
  /** Whatever its own reader refused, too. */
  INVALID(Weight.REFUSED),

  /** A key that stands twice in one mapping; the last one counts. */
  DUPLICATE_KEY(Weight.ODD),
  /** A {@code <<} that brings in the keys of another mapping. */
  MERGE_KEY(Weight.ODD),
  /** A tag of YAML, which says nothing that the value does not. */
  TAG(Weight.ODD),
  /** A word that YAML 1.1 took for another value than 1.2 does, such as {@code yes} or 1:30. */
  OLD_SCALAR(Weight.ODD),
  /** Keys of two languages in one document; its reader saw only those of one. */
  MIXED_DIALECTS(Weight.ODD),
  /** A key its reader did not know, and passed over. */
  IGNORED_KEY(Weight.ODD),
  /** A name that AYS accepts only because it checks the first key alone. */
  UNCHECKED_NAME(Weight.ODD),
  /** The same service of the same template once more. */
  SERVICE_TWICE(Weight.ODD),
  /** A service whose body is no mapping, such as {@code ...}. */
  BODY_IS_NO_MAPPING(Weight.ODD),
  /** A key with a stray quote, comma or the like in it. */
  ODD_KEY(Weight.ODD),
  /** Something to be filled in before anybody can use it, such as {@code <NAME>}. */
  PLACEHOLDER(Weight.ODD),
  /** Two templates of one short name. */
  AMBIGUOUS_TEMPLATE(Weight.ODD),
  /** {@code name} in a block of actions, which was passed over and meant as {@code service}. */
  NAME_FOR_SERVICE(Weight.ODD),
  /** Actions on every service there is. */
  UNSCOPED_ACTION(Weight.ODD),
  /** Actions on services that are not in the document. */
  ACTION_ELSEWHERE(Weight.ODD),
  /** An action or a schedule that the native language has no word for. */
  ACTION_NOT_CARRIED(Weight.ODD),
  /** A document that asks for actions and names no service. */
  ACTIONS_ONLY(Weight.ODD),
  /** A filter of events. */
  EVENT_FILTER(Weight.ODD),
  /** A service that is linked to one that is not in the document. */
  LINK_ELSEWHERE(Weight.ODD),
  /** Links that would have services wait for each other. */
  LINK_IN_CIRCLE(Weight.ODD),
  /** A key of a compose file without a counterpart. */
  NO_COUNTERPART(Weight.ODD),
  /** A variable of the shell that compose would have filled in. */
  INTERPOLATION(Weight.ODD),
  /** A port of the container that another port of the host leads to. */
  PORT_MAPPING(Weight.ODD),

  /** A name that is no native one; what it became. */
  RENAMED(Weight.TOLD),
  /** A field whose name is spelled otherwise than parameters are; what it became. */
  RENAMED_FIELD(Weight.TOLD),
  /** A template nobody has written natively yet. */
  TEMPLATE_MISSING(Weight.TOLD),
  /** A file that AYS passes over because its name begins with an underscore. */
  DISABLED_FILE(Weight.TOLD),
  /** A program that comes as an image, and has to be installed. */
  IMAGE(Weight.TOLD),
  /** A value that means nearly the same; what differs is said. */
  NEARLY(Weight.TOLD),
  /** More warnings than are kept. */
  CUT_SHORT(Weight.TOLD);

  /** How something is taken. */
  enum Weight {
    /** A problem always. */
    REFUSED,
    /** A warning; a problem in strict mode. */
    ODD,
    /** A warning: nothing is lost. */
    TOLD
  }

  private final Weight weight;

  Habit(Weight weight) {
    this.weight = weight;
  }

  Weight weight() {
    return weight;
  }

  /** The name in kebab-case, stable. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
