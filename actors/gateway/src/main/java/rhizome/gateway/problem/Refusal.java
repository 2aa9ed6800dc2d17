package rhizome.gateway.problem;

/** Ends the handling of a request with a problem; carries no stack, for nothing is broken. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never sent anywhere as a Java object
  private final Problem problem;

  public Refusal(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Refusal(Kind kind, String detail) {
    this(Problem.of(kind, detail));
  }

  public Problem problem() {
    return problem;
  }
}
