package rhizome.ledger.replica;

import java.util.ArrayList;
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
import rhizome.ledger.light.Way;

/**
 * All that a chain holds after a block, as the bytes that are kept of it: the header, the items in
 * as many lists as they need, of which all but the last are full, and the way if there is any.
 */
public final class Checkpoint {

  /** A list has no more (ADR 0031). */
  private static final int LIST_MAX = Encoding.LENGTH_MAX;

  private Checkpoint() {}

  /** Of a standing after some block. */
  public static byte[] encode(Standing standing) {
    return encode(standing, LIST_MAX);
  }

  static byte[] encode(Standing standing, int listMax) {
    Writer writer = Writer.rivbin();
    standing.last().orElseThrow().write(writer);
    List<Item> items = standing.estate().items();
    for (int from = 0; from <= items.size(); from += listMax) {
      int to = Math.min(items.size(), from + listMax);
      writer.list(items.subList(from, to), (list, item) -> item.write(list));
    }
    List<Link> way = standing.way().links();
    if (!way.isEmpty()) { // what was kept before there were any is read as ever
      writer.list(way, (to, link) -> link.write(to));
    }
    return writer.toArray();
  }

  public static Standing decode(byte[] octets) {
    return decode(octets, LIST_MAX);
  }

  static Standing decode(byte[] octets, int listMax) {
    return Reader.whole(Encoding.RIVBIN, octets, reader -> read(reader, listMax));
  }

  private static Standing read(Reader reader, int listMax) {
    Link link = Link.read(reader);
    int at = reader.at();
    List<Item> items = new ArrayList<>();
    int full = 0;
    while (items.size() == full) {
      items.addAll(reader.list(Item.BYTES_MIN, Item::read));
      full += listMax;
    }
    int after = reader.at();
    boolean more = reader.left() > 0;
    List<Link> way = more ? reader.list(Link.BYTES_MIN, Link::read) : List.of();
    Standing standing = standing(link, Gathered.NOTHING.with(items), new Way(way));
    if (!standing.estate().items().equals(items)) {
      throw reader.malformed(at, "items in the order of the tree, each once");
    }
    if (!standing.way().links().equals(way) || (more && way.isEmpty())) {
      throw reader.malformed(after, "headers in their order that are not too old, or none");
    }
    return standing;
  }

  /** Refuses what is not under the root that the header names. */
  private static Standing standing(Link link, Gathered gathered, Way way) {
    Estate estate = gathered.at(Standing.tip(link.header()));
    StateRoot root = StateRoot.of(estate);
    if (!root.hash().equals(link.header().state())) {
      throw new Malformed("items", "what comes to " + link.header().state());
    }
    return Standing.at(link, estate, root, way);
  }
}
