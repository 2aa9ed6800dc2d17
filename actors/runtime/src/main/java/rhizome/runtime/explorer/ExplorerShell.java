package rhizome.runtime.explorer;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.explorer.Explorer;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Item;
import rhizome.ledger.header.Sealed;
import rhizome.runtime.validator.News;
import rhizome.runtime.validator.Request;
import rhizome.runtime.validator.Request.Claimed;
import rhizome.runtime.validator.Status;
import rhizome.runtime.validator.StoredBlocks;
import rhizome.runtime.validator.Submitted;

/**
 * Follows the validator of its host and answers what people ask of the ledger. What was before it
 * began it reads back from the validator's store, some blocks at a time, and answers meanwhile.
 */
public final class ExplorerShell extends AbstractBehavior<ExplorerShell.Message> {

  public sealed interface Message
      permits Inquiry, Heard, Recalled, Fetched, Gathered, Told, Taken, Shown, ReadOn {}

  record Heard(News news) implements Message {}

  /** Blocks that were read back; the run tells answers from those of before a jump. */
  record Recalled(long run, List<Sealed> blocks, boolean failed) implements Message {}

  /** The block that an answer needs. */
  record Fetched(
      long height, List<Sealed> blocks, Answers.Reading reading, ActorRef<Answered> replyTo)
      implements Message {}

  /** The blocks that an answer of the seed's needs. */
  record Gathered(SeedAnswers.Step.Read step, ActorRef<Answered> replyTo) implements Message {}

  record Told(Optional<Status> status, ActorRef<Answered> replyTo) implements Message {}

  record Taken(Entry entry, Optional<Submitted> submitted, ActorRef<Answered> replyTo)
      implements Message {}

  record Shown(Optional<Claimed> claimed, ActorRef<Answered> replyTo) implements Message {}

  record ReadOn(long run) implements Message {}

  /**
   * The validator beside.
   *
   * @param chain the name of its chain
   */
  public record Beside(
      Hash chain,
      Genesis genesis,
      RuleBook rules,
      ActorRef<Request> validator,
      StoredBlocks blocks) {}

  private static final String NOTHING_YET =
      "the validator here has not said yet what holds: ask again in a while";

  private static final String TOO_MANY = "too many blocks are being read: ask again in a while";

  private final Beside beside;
  private final ExplorerSettings settings;
  private final TimerScheduler<Message> timers;
  private final Waiting waiting;
  private @Nullable Explorer explorer;
  private long run;
  private int reads;

  private ExplorerShell(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Beside beside,
      ExplorerSettings settings) {
    super(context);
    this.beside = beside;
    this.settings = settings;
    this.timers = timers;
    this.waiting = new Waiting(settings.waitingMax());
    ActorRef<Inquiry> door = context.getSelf().narrow();
    var receptionist = context.getSystem().receptionist();
    receptionist.tell(Receptionist.register(Inquiry.key(beside.chain()), door));
    receptionist.tell(Receptionist.register(Inquiry.ANY, door));
    beside.validator().tell(new Request.Follow(context.messageAdapter(News.class, Heard::new)));
  }

  public static Behavior<Inquiry> create(Beside beside, ExplorerSettings settings) {
    return Behaviors.<Message>setup(
            context ->
                Behaviors.withTimers(
                    timers -> new ExplorerShell(context, timers, beside, settings)))
        .narrow();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Inquiry(var question, var replyTo) -> ask(question, replyTo);
      case Heard(var news) -> hear(news);
      case Recalled recalled -> recall(recalled);
      case ReadOn(long of) -> readOn(of);
      case Fetched fetched -> fetched(fetched);
      case Gathered gathered -> gathered(gathered);
      case Told(var status, var replyTo) -> told(status, replyTo);
      case Taken taken -> taken(taken);
      case Shown(var claimed, var replyTo) -> shown(claimed, replyTo);
    }
    return this;
  }

  // -- what happens

  private void hear(News news) {
    switch (news) {
      case News.Stands(var ledger, long oldest) -> stand(ledger, oldest);
      case News.Final(var sealed, var ledger) -> follow(sealed.candidate(), ledger);
      case News.Gone(var id) -> waiting.remove(id);
    }
  }

  private void stand(Ledger ledger, long oldest) {
    long height = ledger.tip().height();
    long first = Math.max(Math.max(1, oldest), height + 1 - settings.recallMax());
    begin(ledger, Math.min(first, height + 1));
  }

  private void begin(Ledger ledger, long since) {
    explorer = new Explorer(ledger, since, settings.linesMax());
    if (since == 1) {
      explorer.found(beside.genesis());
    }
    run++;
    readOn(run);
  }

  private void follow(Candidate candidate, Ledger after) {
    Block block = candidate.block();
    if (explorer == null || !block.parent().equals(explorer.ledger().tip().id())) {
      getContext().getLog().warn("block {} does not follow what is known", block.height());
      return;
    }
    explorer.follow(candidate, after);
    block.entries().forEach(entry -> waiting.remove(entry.id()));
  }

  private void readOn(long of) {
    if (explorer == null || of != run || !explorer.isBehind()) {
      return;
    }
    getContext()
        .pipeToSelf(
            beside.blocks().from(explorer.next(), settings.readBlocks()),
            (blocks, failure) ->
                new Recalled(of, failure == null ? blocks : List.of(), failure != null));
  }

  /** Blocks that nobody has any more are given up; what comes is followed all the same. */
  private void recall(Recalled recalled) {
    if (explorer == null || recalled.run() != run) {
      return;
    }
    if (recalled.failed()) {
      timers.startSingleTimer(new ReadOn(run), settings.retry());
      return;
    }
    if (recalled.blocks().isEmpty()) {
      getContext().getLog().warn("block {} is not kept any more", explorer.next());
      begin(explorer.ledger(), explorer.ledger().tip().height() + 1);
      return;
    }
    for (Sealed sealed : recalled.blocks()) {
      if (explorer.isBehind() && sealed.height() == explorer.next()) {
        explorer.recall(sealed.candidate());
      }
    }
    readOn(run);
  }

  // -- what is asked

  private void ask(Question question, ActorRef<Answered> replyTo) {
    if (explorer == null) {
      replyTo.tell(new Answered.NotYet(NOTHING_YET));
      return;
    }
    Answers answers = new Answers(explorer, waiting, settings.pageMax());
    try {
      switch (question) {
        case Question.Tip _ -> askStatus(replyTo);
        case Question.Submit submit -> submit(Answers.entry(submit), replyTo);
        case Question.Block block -> take(answers.block(block), replyTo);
        case Question.Blocks blocks -> take(answers.blocks(blocks), replyTo);
        case Question.Transaction one -> take(answers.transaction(one), replyTo);
        case Question.Holder holder -> take(answers.holder(holder), replyTo);
        case Question.Validators all -> take(answers.validators(all), replyTo);
        case Question.Supply _ -> take(answers.supply(), replyTo);
        case Question.Link link -> take(answers.link(link), replyTo);
        case Question.Proof proof -> prove(proof, answers, replyTo);
        case SeedQuestion seed ->
            take(new SeedAnswers(explorer, waiting, beside, settings).answer(seed), replyTo);
      }
    } catch (Malformed e) {
      replyTo.tell(new Answered.Bad(String.valueOf(e.getMessage())));
    }
  }

  private void take(Answers.Step step, ActorRef<Answered> replyTo) {
    switch (step) {
      case Answers.Step.Done(var answer) -> replyTo.tell(answer);
      case Answers.Step.Read(long height, var reading) -> fetch(height, reading, replyTo);
    }
  }

  private void fetch(long height, Answers.Reading reading, ActorRef<Answered> replyTo) {
    if (reads >= settings.readsMax()) {
      replyTo.tell(new Answered.NotYet(TOO_MANY));
      return;
    }
    reads++;
    getContext()
        .pipeToSelf(
            beside.blocks().from(height, 1),
            (blocks, failure) ->
                new Fetched(height, failure == null ? blocks : List.of(), reading, replyTo));
  }

  private void fetched(Fetched fetched) {
    reads--;
    Answered answer =
        fetched.blocks().stream()
            .filter(it -> it.height() == fetched.height())
            .findFirst()
            .<Answered>map(it -> new Answered.Found(fetched.reading().of(it).toString()))
            .orElseGet(
                () ->
                    new Answered.Unknown(
                        "block %d is not kept here, or no longer".formatted(fetched.height())));
    fetched.replyTo().tell(answer);
  }

  private void take(SeedAnswers.Step step, ActorRef<Answered> replyTo) {
    switch (step) {
      case SeedAnswers.Step.Done(var answer) -> replyTo.tell(answer);
      case SeedAnswers.Step.Read read -> gather(read, replyTo);
    }
  }

  private void gather(SeedAnswers.Step.Read step, ActorRef<Answered> replyTo) {
    List<Long> heights = step.gathering().heights();
    if (heights.isEmpty()) {
      replyTo.tell(step.tell().get());
      return;
    }
    if (reads >= settings.readsMax()) {
      replyTo.tell(new Answered.NotYet(TOO_MANY));
      return;
    }
    reads++;
    CompletionStage<?> all = CompletableFuture.completedFuture(step);
    for (long height : heights) { // one after the other, so that one block at a time is held
      all =
          all.thenCompose(_ -> beside.blocks().from(height, 1))
              .thenAccept(blocks -> blocks.forEach(step.gathering()::take));
    }
    getContext().pipeToSelf(all, (_, _) -> new Gathered(step, replyTo));
  }

  private void gathered(Gathered gathered) {
    reads--;
    gathered.replyTo().tell(gathered.step().tell().get());
  }

  private void askStatus(ActorRef<Answered> replyTo) {
    getContext()
        .pipeToSelf(
            AskPattern.<Request, Status>ask(
                beside.validator(),
                Request.AskStatus::new,
                settings.patience(),
                getContext().getSystem().scheduler()),
            (status, failure) ->
                new Told(failure == null ? Optional.of(status) : Optional.empty(), replyTo));
  }

  private void told(Optional<Status> status, ActorRef<Answered> replyTo) {
    if (explorer == null) {
      replyTo.tell(new Answered.NotYet(NOTHING_YET));
      return;
    }
    Chapter rules = beside.rules().at(explorer.ledger().tip().height() + 1);
    replyTo.tell(new Answered.Found(Sheets.tip(explorer, rules, status).toString()));
  }

  private void prove(Question.Proof proof, Answers answers, ActorRef<Answered> replyTo) {
    switch (proof.kind()) {
      case "transactions" -> take(answers.inclusion(proof.name()), replyTo);
      case "coins" -> askClaim(Item.Kind.COIN, Hash.ofHex(proof.name()), replyTo);
      case "stakes" -> askClaim(Item.Kind.STAKE, Hash.ofHex(proof.name()), replyTo);
      default ->
          replyTo.tell(
              new Answered.Bad(
                  "'%s' is none of transactions, coins and stakes".formatted(proof.kind())));
    }
  }

  private void askClaim(Item.Kind kind, Hash name, ActorRef<Answered> replyTo) {
    getContext()
        .pipeToSelf(
            AskPattern.<Request, Claimed>ask(
                beside.validator(),
                ref -> new Request.AskClaim(kind, name, ref),
                settings.patience(),
                getContext().getSystem().scheduler()),
            (claimed, failure) ->
                new Shown(failure == null ? Optional.of(claimed) : Optional.empty(), replyTo));
  }

  private static void shown(Optional<Claimed> claimed, ActorRef<Answered> replyTo) {
    replyTo.tell(
        claimed
            .filter(it -> it.height() > 0)
            .<Answered>map(
                it -> new Answered.Found(Sheets.claim(it.height(), it.claim()).toString()))
            .orElseGet(() -> new Answered.NotYet(NOTHING_YET)));
  }

  private void submit(Entry entry, ActorRef<Answered> replyTo) {
    getContext()
        .pipeToSelf(
            AskPattern.<Request, Submitted>ask(
                beside.validator(),
                ref -> new Request.Submit(entry, ref),
                settings.patience(),
                getContext().getSystem().scheduler()),
            (submitted, failure) ->
                new Taken(
                    entry, failure == null ? Optional.of(submitted) : Optional.empty(), replyTo));
  }

  private void taken(Taken taken) {
    taken
        .replyTo()
        .tell(
            switch (taken.submitted().orElse(null)) {
              case null ->
                  new Answered.NotYet(
                      "the validator did not answer in time: ask for "
                          + taken.entry().id()
                          + " before it is sent again");
              case Submitted.Refused(var why, var because) -> new Answered.Refused(why, because);
              case Submitted.Waits(var id) -> {
                keep(taken.entry());
                yield new Answered.Found(Sheets.submitted(id).toString());
              }
            });
  }

  /** It may be in a block already that was heard of before this answer. */
  private void keep(Entry entry) {
    if (explorer != null && explorer.entry(entry.id()).isEmpty()) {
      waiting.put(entry.id(), entry);
    }
  }
}
