package rhizome.cli.bench.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.founding.Constitution;
import rhizome.ledger.founding.Development;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.transaction.TransactionId;

/**
 * A chain on which many have a coin, and a transfer of each: one input, two outputs, one signature.
 * All are signed before anything is measured. The same seed gives the same keys.
 *
 * @param keys secrets of the validators
 * @param entries one for each coin
 */
record Traffic(Constitution constitution, List<Hash> keys, List<Entry> entries) {

  private static final long UNITS = 10 * Development.COIN;
  private static final long PAID = Development.COIN;
  private static final long FEE = 1_000_000;

  /** A key for each of so many coins: people pay more than once, but not with every coin. */
  private static final int COINS_OF_KEY = 4;

  static Traffic of(
      int validators, int transfers, long seed, long time, UnaryOperator<Hash> commitment) {
    List<Hash> chance =
        IntStream.rangeClosed(0, validators).mapToObj(i -> hash(seed, 0, i)).toList();
    Development found = Development.of(time, chance, commitment);
    List<KeyPair> payers =
        IntStream.rangeClosed(0, transfers / COINS_OF_KEY)
            .parallel()
            .mapToObj(i -> KeyPair.of(hash(seed, 1, i)))
            .toList();
    List<Condition> conditions =
        payers.stream()
            .<Condition>map(key -> new Condition.ToAddress(Address.of(key.publicKey())))
            .toList();
    Genesis genesis = genesis(found.constitution().genesis(), transfers, conditions);
    TransactionId id = genesis.id();
    List<Entry> entries =
        IntStream.range(0, transfers)
            .parallel()
            .mapToObj(
                i -> {
                  int payer = i / COINS_OF_KEY;
                  Condition own = conditions.get(payer);
                  Condition other = conditions.get((payer + 1) % conditions.size());
                  Move move =
                      new Move(
                          List.of(Names.coin(id, i)),
                          List.of(new Holding(PAID, other), new Holding(UNITS - PAID - FEE, own)));
                  return signed(id.hash(), move, payers.get(payer));
                })
            .toList();
    return new Traffic(
        new Constitution(genesis, found.constitution().rules()), found.keys(), entries);
  }

  private static Entry signed(Hash chain, Move move, KeyPair payer) {
    Entry entry =
        Entry.open(new Content(chain, move, Move.NONE, 0, FEE, Optional.empty(), Bytes.EMPTY));
    return entry.with(0, Fulfillment.Single.signed(payer, entry.signing(0)));
  }

  private static Genesis genesis(Genesis plain, int coins, List<Condition> owners) {
    List<Holding> all = new ArrayList<>();
    for (int i = 0; i < coins; i++) {
      all.add(new Holding(UNITS, owners.get(i / COINS_OF_KEY)));
    }
    return new Genesis(
        plain.time(),
        all,
        plain.stakes(),
        plain.minters(),
        plain.authority(),
        plain.admitted(),
        plain.founders());
  }

  /** By chance, but the same for the same seed. */
  static Hash hash(long seed, int kind, long index) {
    return Blake.of(Writer.rivbin().u64(seed).u64(kind).u64(index));
  }
}
