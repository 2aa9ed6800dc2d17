package rhizome.ledger.wallet;

/** What a wallet makes of what it is asked for. */
public sealed interface Built {

  /** An entry, signed as far as the wallet can. */
  record Ready(Paper paper) implements Built {}

  /** None; {@code missing} units are lacking, if that is why. */
  record Refused(Refusal why, long missing) implements Built {

    Refused(Refusal why) {
      this(why, 0);
    }
  }
}
