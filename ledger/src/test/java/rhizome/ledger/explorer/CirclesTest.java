package rhizome.ledger.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.key.PublicKey;

class CirclesTest {

  private static final Address ANNA = Address.of(new PublicKey(Blake.of(new byte[] {1})));
  private static final Address BERT = Address.of(new PublicKey(Blake.of(new byte[] {2})));
  private static final Condition BOTH = new Condition.Multisig(2, List.of(ANNA, BERT));

  @Test
  void anAddressOfSeveralIsToldUntilItHoldsNothing() {
    Circles circles = new Circles();
    circles.add(BOTH);
    circles.add(new Condition.TimeLock(5, BOTH));
    circles.remove(BOTH);
    assertThat(circles.of(ANNA)).containsExactly(BOTH.address());
    assertThat(circles.of(BERT)).containsExactly(BOTH.address());
    circles.remove(new Condition.TimeLock(5, BOTH));
    assertThat(circles.of(ANNA)).isEmpty();
    assertThat(circles.of(BOTH.address())).isEmpty();
  }
}
