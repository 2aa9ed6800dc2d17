package rhizome.ledger.replica;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.ledger.consensus.Choice;
import rhizome.ledger.consensus.Phase;
import rhizome.ledger.hash.Hash;

/**
 * One replica.
 *
 * @param standing what holds after the last block
 * @param agreement on the next
 * @param prospects what may come of it, by value
 * @param early statements on the height after that
 * @param shelf the last two standings that snapshots are told of
 * @param oldest height of the first block that is kept; if none is, of the next
 * @param download a snapshot on its way
 * @param accusations for the next own block
 */
public record State(
    Standing standing,
    rhizome.ledger.consensus.State agreement,
    NavigableMap<Hash, Prospect> prospects,
    List<Message.Said> early,
    List<Standing> shelf,
    long oldest,
    Optional<Download> download,
    Accusations accusations) {

  static final int SHELF_MAX = 2;

  public State {
    prospects = Collections.unmodifiableNavigableMap(new TreeMap<>(prospects));
    early = List.copyOf(early);
    shelf = List.copyOf(shelf);
  }

  /** At the beginning of the height after {@code standing}. */
  static State of(Standing standing, List<Standing> shelf, long oldest) {
    return new State(
        standing,
        rhizome.ledger.consensus.State.of(standing.next()),
        new TreeMap<>(),
        List.of(),
        shelf,
        oldest,
        Optional.empty(),
        Accusations.NONE);
  }

  /** Of the last block. */
  public long height() {
    return standing.height();
  }

  State with(rhizome.ledger.consensus.State next) {
    return new State(standing, next, prospects, early, shelf, oldest, download, accusations);
  }

  State with(Prospect prospect) {
    NavigableMap<Hash, Prospect> more = new TreeMap<>(prospects);
    more.put(prospect.candidate().value(), prospect);
    return new State(standing, agreement, more, early, shelf, oldest, download, accusations);
  }

  State with(Message.Said said) {
    List<Message.Said> more = new ArrayList<>(early);
    more.add(said);
    return new State(standing, agreement, prospects, more, shelf, oldest, download, accusations);
  }

  State with(Optional<Download> next) {
    return new State(standing, agreement, prospects, early, shelf, oldest, next, accusations);
  }

  State with(Accusations next) {
    return new State(standing, agreement, prospects, early, shelf, oldest, download, next);
  }

  /** After the next block; what was agreed on is the agreement's to leave behind. */
  State after(Standing next) {
    Optional<Download> further = download.filter(it -> it.height() > next.height());
    return new State(
        next, agreement, new TreeMap<>(), List.of(), shelf, oldest, further, accusations);
  }

  State shelving(Standing saved, long kept) {
    List<Standing> more = new ArrayList<>(shelf);
    more.add(saved);
    List<Standing> last = more.subList(Math.max(0, more.size() - SHELF_MAX), more.size());
    return new State(standing, agreement, prospects, early, last, kept, download, accusations);
  }

  /** The values that may still come about. */
  static List<Hash> wanted(rhizome.ledger.consensus.State agreement) {
    List<Hash> wanted = new ArrayList<>();
    agreement.proposals().all().forEach(it -> wanted.add(it.proposal().value()));
    agreement.locked().map(Choice::value).ifPresent(wanted::add);
    agreement.valid().map(Choice::value).ifPresent(wanted::add);
    if (agreement.phase() instanceof Phase.Decided(var certificate)) {
      wanted.add(certificate.value());
    }
    return wanted;
  }

  /** Without prospects that can no longer come about. */
  State pruned() {
    NavigableMap<Hash, Prospect> left = new TreeMap<>(prospects);
    left.keySet().retainAll(wanted(agreement));
    return new State(standing, agreement, left, early, shelf, oldest, download, accusations);
  }
}
