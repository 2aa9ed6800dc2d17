package rhizome.ledger.replica;

import java.util.List;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.header.Estate;
import rhizome.ledger.header.Gathered;
import rhizome.ledger.header.Item;
import rhizome.ledger.header.StateRoot;
import rhizome.ledger.light.Link;

/** All that a chain holds after a block, as the bytes that are kept of it. */
public final class Checkpoint {

  private Checkpoint() {}

  /** Of a standing after some block. */
  public static byte[] encode(Standing standing) {
    Writer writer = Writer.rivbin();
    standing.last().orElseThrow().write(writer);
    writer.list(standing.estate().items(), (to, item) -> item.write(to));
    return writer.toArray();
  }

  public static Standing decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, Checkpoint::read);
  }

  private static Standing read(Reader reader) {
    Link link = Link.read(reader);
    int at = reader.at();
    List<Item> items = reader.list(Item.BYTES_MIN, Item::read);
    Standing standing = standing(link, Gathered.NOTHING.with(items));
    if (!standing.estate().items().equals(items)) {
      throw reader.malformed(at, "items in the order of the tree, each once");
    }
    return standing;
  }

  /** Refuses what is not under the root that the header names. */
  private static Standing standing(Link link, Gathered gathered) {
    Estate estate = gathered.at(Standing.tip(link.header()));
    StateRoot root = StateRoot.of(estate);
    if (!root.hash().equals(link.header().state())) {
      throw new Malformed("items", "what comes to " + link.header().state());
    }
    return Standing.at(link, estate, root);
  }
}
