package rhizome.blueprints.lint;

/** One unwise thing in one service. */
public record Warning(Rule rule, String service, String message) {

  @Override
  public String toString() {
    return service + ": " + message + " [" + rule.tag() + "]";
  }
}
