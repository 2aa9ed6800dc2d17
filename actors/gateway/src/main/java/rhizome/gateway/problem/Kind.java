package rhizome.gateway.problem;

import java.util.Locale;

/** What can go wrong with a request; each has a stable {@code type} and one HTTP status. */
public enum Kind {
  BAD_REQUEST(400, "The request cannot be understood"),
  BAD_JSON(400, "The body is not the JSON that is expected here"),
  BAD_PARAMETER(400, "A parameter is not what is expected here"),
  UNAUTHORIZED(401, "The operator's token is missing or wrong"),
  NO_SUCH_ROUTE(404, "There is nothing under this path"),
  UNKNOWN_ROBOT(404, "There is no such robot"),
  UNKNOWN_WORKLOAD(404, "There is no such workload"),
  UNKNOWN_NODE(404, "There is no such node"),
  UNKNOWN_REVISION(404, "There is no such revision"),
  UNKNOWN_TEMPLATE(404, "There is no such template"),
  UNKNOWN_ACTION(404, "There is no such action"),
  UNKNOWN_RUN(404, "There is no such run"),
  UNKNOWN_BLOCK(404, "There is no such block"),
  UNKNOWN_TRANSACTION(404, "There is no such transaction"),
  NO_LEDGER(503, "No ledger runs here"),
  METHOD_NOT_ALLOWED(405, "This path does not take that method"),
  PLAN_MOVED(409, "The plan is no longer what would happen"),
  REFUSED(409, "The grid refused"),
  TOO_LARGE(413, "The body is too large"),
  INVALID_BLUEPRINT(422, "The blueprint has problems"),
  INTERNAL(500, "The grid made a mistake"),
  UNAVAILABLE(503, "The grid cannot answer this now");

  private final int status;
  private final String title;

  Kind(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The URI that names this kind of problem. */
  public String type() {
    return "urn:rhizome:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
