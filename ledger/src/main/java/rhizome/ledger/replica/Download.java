package rhizome.ledger.replica;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Gathered;
import rhizome.ledger.header.Item;
import rhizome.ledger.light.Link;
import rhizome.ledger.light.Way;
import rhizome.ledger.tree.Entry;
import rhizome.ledger.tree.Rebuild;

/**
 * A snapshot that comes from whoever has it: its header, which is trusted, the way by which it came
 * to be, and what came so far.
 */
public record Download(Link link, Way way, Rebuild rebuild, Gathered gathered) {

  static Download of(Link link, Way way) {
    return new Download(link, way, Rebuild.of(link.header().state()), Gathered.NOTHING);
  }

  long height() {
    return link.header().height();
  }

  Optional<Message.WantShare> wanted() {
    return rebuild.next().map(from -> new Message.WantShare(height(), from));
  }

  /** With the page and its items; nothing if the page is not the one that is wanted. */
  Optional<Download> take(Message.Share share) {
    return rebuild
        .take(share.page())
        .map(more -> new Download(link, way, more, gathered.with(share.items())));
  }

  /** Whether each item is what the entry beside it stands for. */
  static boolean isTrue(Message.Share share) {
    List<Entry> entries = share.page().entries();
    if (entries.size() != share.items().size()) {
      return false;
    }
    Iterator<Item> items = share.items().iterator();
    return entries.stream().allMatch(entry -> isOf(entry, items.next()));
  }

  private static boolean isOf(Entry entry, Item item) {
    Hash value = item.value();
    return item.key().equals(entry.key()) && value.equals(entry.value());
  }
}
