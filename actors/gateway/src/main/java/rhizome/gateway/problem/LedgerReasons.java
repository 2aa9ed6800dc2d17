package rhizome.gateway.problem;

/** Why an entry waits for no block, with the way out. */
public final class LedgerReasons {

  private LedgerReasons() {}

  /**
   * @param why name of a refusal of the pool or the validator, the member {@code refusal}
   * @param because what the ledger or the pool says beside, the member {@code because}; or nothing
   */
  public static Problem of(String why, String because) {
    String detail = because.isEmpty() ? explain(why) : explain(why) + " (" + because + ")";
    Problem problem = Problem.of(Kind.REFUSED, detail).with("refusal", why);
    return because.isEmpty() ? problem : problem.with("because", because);
  }

  private static String explain(String why) {
    return switch (why) {
      case "KNOWN" -> "the entry waits already: look whether it is in a block";
      case "CONFLICT" ->
          "another entry that waits spends the same, or uses the same nonce, and pays no less for"
              + " a byte: pay at least 10 % more to replace it, or wait for it";
      case "RATE_TOO_LOW_TO_REPLACE", "FEE_TOO_LOW_TO_REPLACE" ->
          "the entry pays too little to replace what waits: pay at least 10 % more";
      case "REPLACES_TOO_MANY", "REPLACES_ITS_PARENT" ->
          "the entry would replace what it may not: spend other outputs";
      case "PACKAGE_TOO_LARGE", "PACKAGE_TOO_COSTLY", "BEHIND_ORDER" ->
          "the entry builds on what waits and may not yet: wait for the next block";
      case "POOL_FULL" -> "there is no room for it at its fee: pay more, or try again later";
      case "ORPHAN" ->
          "the entry spends what nobody knows of, or what a block spent: look at the outputs again";
      case "TOO_EARLY" -> "the entry opens something before its time: try again then";
      case "NOT_VALID" -> "the ledger would not take it";
      default -> "the validator refused it: " + why;
    };
  }
}
