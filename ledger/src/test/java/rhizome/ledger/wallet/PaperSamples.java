package rhizome.ledger.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import rhizome.ledger.chain.ChainSamples;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;

/** Any paper that can be written at all; most do not add up. */
public final class PaperSamples {

  private PaperSamples() {}

  public static Paper of(RandomGenerator random) {
    ChainSamples samples = ChainSamples.of(random);
    Entry any = samples.entry();
    Content said = any.content();
    Content content =
        new Content(
            said.chain(),
            said.coins(),
            said.stakes(),
            said.burned(),
            said.fee(),
            Optional.empty(),
            said.note());
    Entry entry = new Entry(content, any.shown().subList(0, content.places()));
    return new Paper(
        entry,
        holdings(samples, content.coins().inputs().size()),
        holdings(samples, content.stakes().inputs().size()));
  }

  private static List<Holding> holdings(ChainSamples samples, int count) {
    List<Holding> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long units = samples.random().nextLong() >>> 1;
      all.add(new Holding(units, samples.samples().condition()));
    }
    return all;
  }
}
