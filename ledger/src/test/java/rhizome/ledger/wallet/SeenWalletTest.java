package rhizome.ledger.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.explorer.Explorer;

/** A wallet that sees its own outputs only, as an explorer tells them. */
class SeenWalletTest {

  private static Wallet seen(Walk walk, Explorer explorer, int who) {
    List<Coin> coins = new ArrayList<>();
    Keyring keyring = walk.keyrings.get(who);
    keyring
        .addresses()
        .forEach(
            address ->
                explorer
                    .coins(address, Optional.empty(), 1_000)
                    .forEach(
                        it ->
                            coins.add(
                                new Coin(
                                    it.id(), it.unspent().holding(), it.unspent().matures()))));
    return new Wallet(keyring, walk.rules, walk.ledger.tip(), coins);
  }

  /** Shared coins and swaps are under addresses of their own, which an explorer is asked for. */
  @Test
  void itHasTheBalanceOfOneThatFollowsBlocksAndItsEntriesAreTaken() {
    Property.forAll(
        20,
        random -> {
          Walk walk = new Walk(new Holding(400_000, Walk.to(0)), new Holding(90_000, Walk.to(1)));
          Explorer explorer = new Explorer(walk.ledger, 1, 100);
          for (int i = 0; i < 12; i++) {
            int who = random.nextInt(3);
            Wallet wallet = seen(walk, explorer, who);
            Built built =
                wallet.send(
                    Payment.to(Walk.address(random.nextInt(3)), random.nextLong(100, 9_000)));
            if (built instanceof Built.Ready) {
              walk.sent(who, built);
            }
            explorer.follow(walk.block(), walk.ledger);
            for (int each = 0; each < 3; each++) {
              assertThat(seen(walk, explorer, each).balance())
                  .isEqualTo(walk.wallet(each).balance());
            }
          }
        });
  }
}
