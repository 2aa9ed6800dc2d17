package rhizome.runtime.explorer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.explorer.Explorer;
import rhizome.ledger.explorer.Passed;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.light.Claim;
import rhizome.ledger.light.Inclusion;
import rhizome.ledger.light.Link;
import rhizome.ledger.transaction.TransactionId;
import rhizome.runtime.explorer.Answered.Found;

/** What an explorer says to a question, as far as it knows by itself. */
record Answers(Explorer explorer, Waiting waiting, int pageMax) {

  private static final String LAST = "last";

  /** How far a question can be answered without anybody else. */
  sealed interface Step {
    record Done(Answered answer) implements Step {}

    /** The block at {@code height} has to be read first. */
    record Read(long height, Reading reading) implements Step {}
  }

  /** What is said once the block is there. */
  @FunctionalInterface
  interface Reading {
    ObjectNode of(Sealed sealed);
  }

  private static Step found(ObjectNode node) {
    return new Step.Done(new Found(node.toString()));
  }

  private Ledger.Tip tip() {
    return explorer.ledger().tip();
  }

  Step block(Question.Block asked) {
    int from = Pages.entry(asked.page());
    Reading reading = block -> Sheets.block(block, from, pageMax);
    boolean named = asked.which().length() == 2 * Hash.SIZE;
    if (!named) {
      long height = Pages.natural(asked.which());
      return height < 1 || height > tip().height()
          ? unknown("there is no block %d: the last is %d".formatted(height, tip().height()))
          : new Step.Read(height, reading);
    }
    Optional<Passed> passed = explorer.block(new BlockId(Hash.ofHex(asked.which())));
    return passed
        .<Step>map(it -> new Step.Read(it.height(), reading))
        .orElseGet(() -> unknown("no block " + asked.which() + " is known here" + history()));
  }

  private Step unknown(String why) {
    return new Step.Done(new Answered.Unknown(why));
  }

  /** Why something that was long ago may not be found. */
  private String history() {
    String since = "; the history begins at height " + explorer.since();
    return explorer.isBehind()
        ? since + ", and is read up to " + (explorer.next() - 1) + " of " + tip().height()
        : since;
  }

  Step blocks(Question.Blocks asked) {
    long after = asked.after() < 0 ? tip().height() - 1 : asked.after();
    int most = Math.clamp(asked.most(), 1, pageMax);
    return found(Sheets.blocks(explorer.after(after, most)));
  }

  Step transaction(Question.Transaction asked) {
    TransactionId id = new TransactionId(Hash.ofHex(asked.id()));
    Optional<Explorer.Whereabouts> where = explorer.entry(id);
    if (where.isPresent()) {
      return new Step.Read(where.get().block().height(), block -> last(where.get(), block));
    }
    return waiting
        .get(id)
        .map(entry -> found(Sheets.waiting(id, entry)))
        .orElseGet(() -> missing(id, " is in a block, nor waits since it came here"));
  }

  private Step missing(TransactionId id, String where) {
    return explorer.isBehind()
        ? new Step.Done(new Answered.NotYet("no entry " + id + " is known yet" + history()))
        : unknown("no entry " + id + where + history());
  }

  /** Of a block whose validators are remembered, as those are who can still be convicted. */
  Step link(Question.Link asked) {
    long height = asked.which().equals(LAST) ? tip().height() : Pages.natural(asked.which());
    if (height < 1 || height > tip().height()) {
      return unknown("there is no block %d: the last is %d".formatted(height, tip().height()));
    }
    Ledger.Roll roll = explorer.ledger().roll();
    Optional<Epoch> voted = roll.at(height);
    Optional<Epoch> next = roll.at(height + 1);
    return voted.isEmpty() || next.isEmpty()
        ? unknown("who voted on block %d is not known any more".formatted(height))
        : new Step.Read(
            height, block -> Sheets.link(link(block, voted.get().set(), next.get().set())));
  }

  private static Link link(Sealed sealed, ValidatorSet voted, ValidatorSet next) {
    return new Link(sealed.candidate().header(), sealed.certificate(), voted, next);
  }

  /** That an entry is in its block. */
  Step inclusion(String name) {
    TransactionId id = new TransactionId(Hash.ofHex(name));
    return explorer
        .entry(id)
        .<Step>map(it -> new Step.Read(it.block().height(), block -> claim(block, it.place())))
        .orElseGet(() -> missing(id, " is in a block"));
  }

  private static ObjectNode claim(Sealed sealed, int place) {
    List<Entry> entries = sealed.candidate().block().entries();
    Inclusion inclusion = Inclusion.of(entries, place);
    return Sheets.claim(sealed.height(), new Claim.Contains(entries.get(place), inclusion));
  }

  private ObjectNode last(Explorer.Whereabouts where, Sealed sealed) {
    Entry entry = sealed.candidate().block().entries().get(where.place());
    return Sheets.last(where, entry, tip());
  }

  Step holder(Question.Holder asked) {
    Address address = Address.parse(asked.address().toLowerCase(Locale.ROOT));
    return found(Sheets.holder(explorer, address, asked.page(), pageMax));
  }

  Step validators(Question.Validators asked) {
    return found(Sheets.validators(explorer.ledger(), Pages.key(asked.page()), pageMax));
  }

  Step supply() {
    return found(Sheets.supply(explorer.ledger()));
  }

  /** What was submitted, if it can be read. */
  static Entry entry(Question.Submit asked) {
    return Entry.decode(Bytes.ofHex(asked.entry()).toArray());
  }
}
