package rhizome.gateway.problem;

/** What an entity's refusal means to whoever asked, with the way out. */
public final class Reasons {

  private Reasons() {}

  /**
   * @param reason the refusal's name, which also becomes the member {@code refusal}
   * @param what the entity that was asked
   */
  public static Problem of(String reason, String what) {
    return explain(reason, what).with("refusal", reason);
  }

  private static Problem explain(String reason, String what) {
    return switch (reason) {
      case "PARENT_NOT_TARGET" ->
          Problem.of(
              Kind.PLAN_MOVED,
              what + " was changed by somebody else since it was planned: plan again");
      case "NOT_TARGETED" ->
          Problem.of(Kind.UNKNOWN_ROBOT, what + " runs nothing: there is nothing to destroy");
      case "NOT_PARKED" ->
          refused(what + " is not parked: only what needs a human is retried or discarded");
      case "NOTHING_TO_PROMOTE" ->
          refused(what + " has nothing to promote: no service waits behind canaries that are well");
      case "PROTECTED" ->
          refused(
              what
                  + " has a service with 'protect: true' that this would harm: apply a revision"
                  + " that only lifts it first");
      case "NOT_DEPLOYED" -> Problem.of(Kind.UNKNOWN_WORKLOAD, what + " is not deployed");
      case "NOT_ENROLLED" ->
          Problem.of(Kind.UNKNOWN_NODE, what + " is not, or no longer, a part of this grid");
      case "HOLDS_WORKLOADS" ->
          refused(
              what
                  + " still holds workloads: drain it first, or end its agent and wait until it"
                  + " counts as offline");
      default -> explainMore(reason, what);
    };
  }

  /** Of actions, receivers and zones. */
  private static Problem explainMore(String reason, String what) {
    return switch (reason) {
      case "UNKNOWN_SERVICE" -> Problem.of(Kind.UNKNOWN_ROBOT, what + ": there is no such service");
      case "NOT_SCALED" ->
          refused(
              what
                  + " has a fixed number of replicas: give it 'replicas: {min: …, max: …}'"
                  + " and 'scale', or apply another number");
      case "OUT_OF_RANGE" ->
          refused(
              what
                  + " may not have so many replicas: its blueprint bounds them, and what is"
                  + " protected keeps one");
      case "NOT_POWERED" ->
          refused(
              what
                  + " is not powered by this grid: set rhizome.power.down in its rhizome.conf, and"
                  + " no other label 'power' than on-demand");
      case "CORDONED" -> refused(what + " takes nothing more, or wakes: uncordon it first");
      case "NOT_ONLINE" -> refused(what + " is not online: look again when it is, or is offline");
      case "NOT_FROZEN" -> refused("nothing is frozen: " + what + " needs no word to go on");
      case "NO_RECEIVERS" ->
          refused(
              what + " tells nobody: name receivers in rhizome.notify.receivers of rhizome.conf");
      case "NO_SUCH_SLOT" ->
          refused(what + " has no such replica: slots count from 0, below 'replicas'");
      case "TOO_MANY_SLOTS" ->
          refused(what + " would run beside more replicas than one run may: name a slot");
      case "TOO_MANY_RUNS" ->
          refused(what + " has too many runs waiting: cancel some, or ask again later");
      case "NO_SCHEDULE" ->
          refused(what + " has no schedule, or is paused: only such a job is run by hand");
      case "RUN_GOES" ->
          refused(what + " has a run that still goes, and 'concurrency: forbid': wait for its end");
      case "NEEDS_NOT_MET" -> refused(what + " needs what is not ready now: ask again later");
      case "RUN_IS_OVER" -> refused("that run of " + what + " is over: nothing is left to cancel");
      default -> refused(what + " refused: " + reason);
    };
  }

  private static Problem refused(String detail) {
    return Problem.of(Kind.REFUSED, detail);
  }
}
