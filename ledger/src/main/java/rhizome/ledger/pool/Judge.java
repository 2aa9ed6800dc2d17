package rhizome.ledger.pool;

import java.util.Optional;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.state.Prospect;
import rhizome.ledger.chain.state.Verdict;

/** Says whether an entry of so many bytes may come next, and whether to look at signatures. */
interface Judge {

  Judge LEDGER =
      (prospect, entry, bytes, signed) ->
          signed ? prospect.refusalOfSigned(entry, bytes) : prospect.refusal(entry, bytes);

  /** {@code signed}: its signatures have been looked at before, and are right. */
  Optional<Verdict.Refused> refusal(Prospect prospect, Entry entry, int bytes, boolean signed);
}
