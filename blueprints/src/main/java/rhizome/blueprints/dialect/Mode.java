package rhizome.blueprints.dialect;

/** How a document of another language is judged. */
public enum Mode {
  /** As its own reader took it: YAML 1.1, and what is odd is a warning. */
  COMPAT,
  /** YAML 1.2, and whatever is odd, or has no counterpart, is a problem. */
  STRICT
}
