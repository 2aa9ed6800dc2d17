package rhizome.runtime.explorer;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Payees;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.founding.Constitution;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Header;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.pool.Answer;
import rhizome.ledger.pool.Limits;
import rhizome.ledger.pool.Pool;
import rhizome.runtime.validator.News;
import rhizome.runtime.validator.Request;
import rhizome.runtime.validator.Status;
import rhizome.runtime.validator.StoredBlocks;
import rhizome.runtime.validator.Submitted;

/**
 * A real ledger and a real pool in an actor that makes a block when it is told to, alone and
 * without votes. Its one validator has 100 units of stake; who has the first coins has 7 more.
 */
public final class PlayedValidator implements StoredBlocks {

  /** Makes the next block of what waits; answers its height. */
  public record Mine(ActorRef<Long> replyTo) implements Request {}

  /** Jumps over so many blocks, as after a snapshot; answers the height then. */
  public record Jump(int blocks, ActorRef<Long> replyTo) implements Request {}

  /** What its key is made from. */
  public static final Hash SECRET = Blake.of(new byte[] {77});

  public static final KeyPair KEY = KeyPair.of(SECRET);
  static final long REWARD = 1_000;

  static final Chapter CHAPTER =
      new Chapter(
          new Chapter.Limits(60_000, 16_000, 40, 20, 100),
          new Chapter.Charges(1, 50, REWARD, 2),
          List.of(),
          Optional.of(new Staking(4, 3, 20, 5, 7, 2_000, 500, 2)));

  private static final Address PAYOUT = Address.of(KEY.publicKey());

  private final RuleBook rules = RuleBook.of(CHAPTER);
  private final Constitution constitution;
  private final List<ActorRef<News>> followers = new ArrayList<>();
  private final List<Sealed> blocks = new CopyOnWriteArrayList<>();
  private final Genesis genesis;
  private final Pool pool;
  private Ledger ledger;

  public PlayedValidator(Holding... coins) {
    Condition payout = new Condition.ToAddress(PAYOUT);
    var founder =
        new Genesis.Founder(
            KEY.publicKey(),
            new Terms(payout, 1_000, Blake.of(new byte[] {78})),
            new Holding(100, payout));
    this.genesis =
        new Genesis(
            1_700_000_000_000L,
            List.of(coins),
            List.of(new Holding(7, coins[0].condition())),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(founder));
    this.constitution = new Constitution(genesis, rules);
    this.ledger = Ledger.of(genesis);
    this.pool = Pool.of(Limits.USUAL, rules, ledger);
  }

  /** To be read by its own tests before the actor lives, or while nothing happens in it. */
  Ledger ledger() {
    return ledger;
  }

  public Hash chain() {
    return ledger.tip().chain();
  }

  Genesis genesis() {
    return genesis;
  }

  public RuleBook rules() {
    return rules;
  }

  /** How its chain begins. */
  Constitution constitution() {
    return constitution;
  }

  public List<Sealed> blocks() {
    return blocks;
  }

  @Override
  public CompletionStage<List<Sealed>> from(long height, int count) {
    return CompletableFuture.completedFuture(
        blocks.stream().filter(it -> it.height() >= height).limit(count).toList());
  }

  public ExplorerShell.Beside beside(ActorRef<Request> self) {
    return new ExplorerShell.Beside(chain(), genesis, rules, self, this);
  }

  public Behavior<Request> behavior() {
    return Behaviors.receiveMessage(
        request -> {
          switch (request) {
            case Request.Follow(var follower) -> {
              followers.add(follower);
              follower.tell(new News.Stands(ledger, 1));
            }
            case Request.Submit submit -> submit(submit);
            case Request.AskStatus(var replyTo) -> replyTo.tell(status());
            case Mine(var replyTo) -> {
              mine().forEach(news -> followers.forEach(it -> it.tell(news)));
              replyTo.tell(ledger.tip().height());
            }
            case Jump(int count, var replyTo) -> {
              for (int i = 0; i < count; i++) {
                mine();
              }
              long height = ledger.tip().height();
              followers.forEach(it -> it.tell(new News.Stands(ledger, height)));
              replyTo.tell(height);
            }
            default -> throw new IllegalArgumentException("not played: " + request);
          }
          return Behaviors.same();
        });
  }

  private Status status() {
    var tip = ledger.tip();
    return new Status(
        KEY.publicKey(),
        tip.chain(),
        tip.height(),
        tip.time(),
        0,
        100,
        100,
        pool.size(),
        3,
        tip.height() + 2,
        OptionalInt.of(7_000));
  }

  private void submit(Request.Submit submit) {
    submit
        .replyTo()
        .tell(
            switch (pool.offer(submit.entry())) {
              case Answer.Waits(var id, _) -> new Submitted.Waits(id);
              case Answer.Refused(var why, var because, _) ->
                  new Submitted.Refused(
                      why.name(), because.map(it -> it.objection().name()).orElse(""));
            });
  }

  /** Also before the actor lives. */
  List<News> mine() {
    Payees payees = ledger.payees(rules, KEY.publicKey(), List.of(KEY.publicKey()));
    Block block = ledger.next(ledger.tip().time() + 10_000, pool.waiting(50_000), rules, payees);
    ledger = ((Verdict.Applied) ledger.apply(block, rules, payees)).state();
    Sealed sealed = sealed(block);
    blocks.add(sealed);
    List<News> news = new ArrayList<>(List.of(new News.Final(sealed, ledger)));
    pool.follow(block, ledger).forEach(id -> news.add(new News.Gone(id)));
    return news;
  }

  private static Sealed sealed(Block block) {
    Hash none = Hash.ZERO;
    Header header =
        new Header(block.head(), 0, KEY.publicKey(), none, none, none, none, none, none, none);
    return new Sealed(
        new Candidate(header, block, Optional.empty()),
        new Certificate(block.height(), 0, header.id(), Bytes.EMPTY, List.of()));
  }
}
