package rhizome.ledger.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.consensus.Input.Start;
import rhizome.ledger.header.Estate;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.header.StateRoot;
import rhizome.ledger.light.Link;
import rhizome.ledger.light.Trust;
import rhizome.ledger.light.Way;

/** How replicas that are not equally far tell each other what the other misses. */
record CatchUp(Charter charter, Turn turn) {

  private Limits limits() {
    return charter.limits();
  }

  private State state() {
    return turn.state();
  }

  private void tell(Peer peer, Message message) {
    turn.put(new Output.Tell(peer, message));
  }

  /** What was said is said again, for it may have got lost (ADR 0032). */
  void retell(Peer peer) {
    state().download().flatMap(Download::wanted).ifPresent(it -> tell(peer, it));
    tell(peer, new Message.Position(state().height(), news()));
    turn.put(new Output.ScheduleRetelling());
  }

  /** What others may need now, and the polka behind what may be proposed again. */
  private List<Message.Said> news() {
    var agreement = state().agreement();
    return agreement.messages().stream()
        .filter(
            it ->
                it.round() >= agreement.round() - 1
                    || agreement.valid().filter(at -> at.round() == it.round()).isPresent())
        .flatMap(it -> turn.said(it).stream())
        .limit(limits().news())
        .toList();
  }

  void take(Peer from, Message.Position it) {
    if (it.height() < state().height()) {
      help(from, it.height());
    } else if (it.height() > state().height()) {
      tell(from, new Message.Position(state().height(), List.of()));
    } else if (it.news().size() > limits().news()) {
      turn.refuse(Refusal.TOO_MUCH);
    } else {
      it.news().forEach(turn::hear);
    }
  }

  /** Blocks, if they are at hand and few enough; or else a snapshot. */
  private void help(Peer peer, long height) {
    long missing = state().height() - height;
    Optional<Standing> snapshot = newest().filter(it -> it.height() > height);
    boolean near = missing <= limits().farBehind() || snapshot.isEmpty();
    if (near && height + 1 >= state().oldest()) {
      turn.put(new Output.Serve(peer, height + 1, (int) Math.min(missing, limits().blocksTold())));
    } else {
      snapshot.ifPresent(it -> offer(peer, it, it.wayFrom(height).orElse(List.of())));
    }
  }

  private Optional<Standing> newest() {
    return state().shelf().isEmpty() ? Optional.empty() : Optional.of(state().shelf().getLast());
  }

  private void offer(Peer peer, Standing snapshot, List<Link> way) {
    snapshot.last().ifPresent(link -> tell(peer, new Message.Offer(link, way)));
  }

  /** Asks for more as long as there may be more. */
  void take(Peer from, List<Sealed> blocks) {
    if (blocks.size() > limits().blocksTold()) {
      turn.refuse(Refusal.TOO_MUCH);
      return;
    }
    long before = state().height();
    for (Sealed sealed : blocks) {
      if (sealed.height() == state().height() + 1) {
        turn.take(sealed);
      } else {
        turn.refuse(Refusal.NOT_WANTED);
      }
    }
    if (state().height() == before + limits().blocksTold()) {
      tell(from, new Message.Position(state().height(), List.of()));
    }
  }

  void take(Peer from, Message.Offer offer) {
    long height = offer.link().header().height();
    boolean better = state().download().map(it -> height > it.height()).orElse(true);
    if (height <= state().height() || !better) {
      turn.refuse(Refusal.NOT_WANTED);
      return;
    }
    if (offer.way().size() > Way.SHOWN_MAX) {
      turn.refuse(Refusal.TOO_MUCH);
      return;
    }
    Optional<Way> way = walked(offer);
    if (way.isEmpty()) {
      turn.refuse(Refusal.UNTRUSTED);
      return;
    }
    Download download = Download.of(offer.link(), way.get());
    turn.to(state().with(Optional.of(download)));
    download.wanted().ifPresent(it -> tell(from, it));
  }

  /** What was shown and is believed, each from the one before; nothing if the last is not. */
  private Optional<Way> walked(Message.Offer offer) {
    Trust.Terms terms = charter.terms(turn.now());
    List<Link> walked = new ArrayList<>();
    Trust at = trust();
    for (Link link : offer.way()) {
      if (link.header().height() > at.height()) {
        if (at.doubt(link, terms).isPresent()) {
          return Optional.empty();
        }
        walked.add(link);
        at = Trust.of(link);
      }
    }
    return at.doubt(offer.link(), terms).isEmpty()
        ? Optional.of(new Way(walked))
        : Optional.empty();
  }

  /** The later of what was reached and what the operator trusts. */
  private Trust trust() {
    return charter
        .anchor()
        .filter(it -> it.height() > state().height())
        .orElseGet(() -> state().standing().trust());
  }

  void answer(Peer from, Message.WantShare it) {
    Optional<Standing> asked =
        state().shelf().stream().filter(each -> each.height() == it.height()).findFirst();
    if (asked.isPresent()) {
      var page = asked.get().root().page(it.from(), limits().pageEntries());
      var items = page.entries().stream().map(asked.get().estate()::of).toList();
      tell(from, new Message.Share(it.height(), page, items));
    } else {
      newest()
          .filter(snapshot -> snapshot.height() > it.height())
          .ifPresent(snapshot -> offer(from, snapshot, List.of()));
    }
  }

  void take(Peer from, Message.Share share) {
    Optional<Download> download = state().download().filter(it -> it.height() == share.height());
    if (download.isEmpty()) {
      turn.refuse(Refusal.NOT_WANTED);
    } else if (!Download.isTrue(share)) {
      turn.refuse(Refusal.FALSE_ITEMS);
    } else {
      download
          .get()
          .take(share)
          .ifPresentOrElse(more -> goOn(from, more), () -> turn.refuse(Refusal.FALSE_PAGE));
    }
  }

  private void goOn(Peer from, Download download) {
    turn.to(state().with(Optional.of(download)));
    download.wanted().ifPresentOrElse(it -> tell(from, it), () -> finish(download));
  }

  /** Goes on from the snapshot; what was said at heights that are jumped over is over. */
  private void finish(Download download) {
    Link link = download.link();
    Estate estate;
    try {
      estate = download.gathered().at(Standing.tip(link.header()));
    } catch (Malformed _) {
      giveUp(Refusal.FALSE_ITEMS);
      return;
    }
    if (estate.ledger().epoch().filter(it -> it.set().equals(link.next())).isEmpty()) {
      giveUp(Refusal.WRONG_VALIDATORS);
      return;
    }
    StateRoot root = new StateRoot(download.rebuild().tree());
    Standing standing = Standing.at(link, estate, root, download.way());
    turn.put(new Output.Save(standing));
    turn.put(new Output.Forget(standing.height() + 1));
    turn.to(State.of(standing, List.of(standing), standing.height() + 1));
    turn.feed(new Start());
  }

  private void giveUp(Refusal why) {
    turn.to(state().with(Optional.empty()));
    turn.refuse(why);
  }
}
