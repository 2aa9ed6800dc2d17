package rhizome.blueprints.template;

/**
 * The one instance of another template that each instance of this one belongs to.
 *
 * @param auto whether it is made when it is not there
 * @param optional whether there may be none
 */
public record Lineage(Reference template, boolean auto, boolean optional) {

  /** The key under {@code with} that names the parent. */
  public static final String KEY = "parent";
}
