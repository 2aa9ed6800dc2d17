package rhizome.ledger.consensus.world;

import java.util.Set;
import java.util.TreeSet;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** Nobody honest is ever accused. */
public final class Innocence {

  private final Set<Hash> honest = new TreeSet<>();
  private final Set<Hash> convicted = new TreeSet<>();

  public void isHonest(PublicKey validator) {
    honest.add(validator.octets());
  }

  public void accused(Evidence evidence) {
    if (honest.contains(evidence.guilty().octets())) {
      throw new Violation("an honest validator is accused: " + evidence);
    }
    convicted.add(evidence.guilty().octets());
  }

  int convicted() {
    return convicted.size();
  }
}
