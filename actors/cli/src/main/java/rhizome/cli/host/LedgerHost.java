package rhizome.cli.host;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.cli.chain.ChainFolder;
import rhizome.cli.chain.OwnChain;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.gateway.LedgerPort;
import rhizome.kernel.Seed;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.curve.Cofactored;
import rhizome.ledger.curve.Remembering;
import rhizome.ledger.founding.Constitution;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.replica.Charter;
import rhizome.ledger.replica.Limits;
import rhizome.runtime.explorer.ExplorerShell;
import rhizome.runtime.explorer.Explorers;
import rhizome.runtime.log.EventLog;
import rhizome.runtime.log.segment.LogRefused;
import rhizome.runtime.node.SteadyClock;
import rhizome.runtime.signature.NativeSignatures;
import rhizome.runtime.validator.ChainReveals;
import rhizome.runtime.validator.JournalBlocks;
import rhizome.runtime.validator.LedgerSettings;
import rhizome.runtime.validator.Request;
import rhizome.runtime.validator.ValidatorShell;

/** The ledger on this machine: the validators of its chain, and who reads it back for people. */
public final class LedgerHost {

  /** Signatures that are not looked at again; of ten full blocks. */
  private static final int REMEMBERED = 100_000;

  private final LedgerPlan plan;
  private final Optional<OwnChain> own;
  private final Optional<Hash> looksFor;

  private LedgerHost(LedgerPlan plan, Optional<OwnChain> own, Optional<Hash> looksFor) {
    this.plan = plan;
    this.own = own;
    this.looksFor = looksFor;
  }

  /** A validator that runs, and what it stored. */
  public record Running(ActorRef<Request> ref, JournalBlocks blocks) {}

  /** Where validators write down what they must not forget. */
  static Config config(Path data) {
    return ConfigFactory.parseMap(
        Map.of("rhizome.ledger.journal.folder", ChainFolder.in(data).log().toString()),
        "the data folder");
  }

  /**
   * Begins the validators of the chain in the data folder; founds one to try things on where there
   * is none yet.
   *
   * @throws HostRefused if the chain there, or the log of its validators, is damaged
   */
  static LedgerPort open(Path data, ActorSystem<?> system, LedgerPlan plan) throws HostRefused {
    ChainFolder folder = ChainFolder.in(data);
    try {
      refuseHalf(folder);
      if (!folder.hasChain() && plan.validators() > 0) {
        develop(folder, plan);
      }
      if (!folder.hasChain()) {
        return LedgerPort.NONE;
      }
      return new LedgerHost(plan, Optional.of(chain(folder, plan)), Optional.empty()).begin(system);
    } catch (Trouble e) {
      throw refused(e);
    }
  }

  private static void develop(ChainFolder folder, LedgerPlan plan) {
    if (Files.exists(folder.path())) {
      throw new Trouble(
          ExitCode.FAILED,
          "%s is there and has no chain.json, so no chain is founded".formatted(folder.path()),
          "'rhizome validator adopt CHAIN.json' puts one there; or move the folder away");
    }
    int length = plan.validator().beaconLength();
    OwnChain.develop(
        folder,
        plan.validators(),
        Instant.now(),
        secret -> ChainReveals.commitment(secret, length));
  }

  /**
   * What a member of a cluster has of the ledger; read before it is let in. With its role it runs
   * the validators whose keys are in the data folder, or follows where there are none. Without it
   * asks others: for the chain in its folder, or for whatever chain there is.
   *
   * @throws HostRefused if what there is is damaged, or it has the role and no chain
   */
  static LedgerHost ofMember(Path data, LedgerPlan plan, boolean validates) throws HostRefused {
    ChainFolder folder = ChainFolder.in(data);
    try {
      refuseHalf(folder);
      if (validates) {
        refuseNone(folder);
        return new LedgerHost(plan, Optional.of(chain(folder, plan)), Optional.empty());
      }
      Optional<Hash> named =
          folder.hasChain() ? Optional.of(OwnChain.constitution(folder).chain()) : Optional.empty();
      return new LedgerHost(plan, Optional.empty(), named);
    } catch (Trouble e) {
      throw refused(e);
    }
  }

  private static OwnChain chain(ChainFolder folder, LedgerPlan plan) {
    return OwnChain.open(folder, plan.chain().passphrase(folder));
  }

  private static void refuseNone(ChainFolder folder) {
    if (!folder.hasChain()) {
      throw new Trouble(
          ExitCode.FAILED,
          "role validator needs a chain, and there is no " + folder.constitution(),
          "'rhizome validator adopt CHAIN.json' puts it there");
    }
  }

  /** Whoever has written something down did that for a chain. */
  private static void refuseHalf(ChainFolder folder) {
    if (!folder.hasChain() && Files.exists(folder.log())) {
      throw new Trouble(
          ExitCode.FAILED,
          "%s is missing, whose validators wrote %s".formatted(folder.constitution(), folder.log()),
          "put it back: every member of the chain has the same");
    }
  }

  private static HostRefused refused(Trouble e) {
    return new HostRefused(
        e.remedy().map(remedy -> e.getMessage() + ": " + remedy).orElse(e.getMessage()), e);
  }

  /**
   * Begins what runs here, and says how the ledger is asked.
   *
   * @throws HostRefused if the log of its validators is damaged, or in use
   */
  LedgerPort begin(ActorSystem<?> system) throws HostRefused {
    try {
      own.ifPresent(chain -> begin(system, chain));
    } catch (LogRefused e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
    Optional<Hash> chain = own.map(it -> it.constitution().chain()).or(() -> looksFor);
    return new Explorers(system, chain, plan.explorer().patience())::ask;
  }

  private void begin(ActorSystem<?> system, OwnChain chain) {
    Constitution constitution = chain.constitution();
    List<Running> all =
        chain.keys().stream()
            .map(secret -> begin(system, plan.validator(), constitution, secret))
            .toList();
    Running first = all.getFirst();
    var beside =
        new ExplorerShell.Beside(
            constitution.chain(),
            constitution.genesis(),
            constitution.rules(),
            first.ref(),
            first.blocks());
    system.systemActorOf(ExplorerShell.create(beside, plan.explorer()), "explorer", Props.empty());
  }

  /** A validator of that chain, with the log of the actor system. */
  public static Running begin(
      ActorSystem<?> system, LedgerSettings settings, Constitution constitution, Hash secret) {
    KeyPair key = KeyPair.of(secret);
    String id = ValidatorShell.persistenceId(key.publicKey()).id();
    EventLog log = EventLog.on(system);
    JournalBlocks blocks = new JournalBlocks((from, count) -> log.read(id, from, count));
    ValidatorShell.Parts parts =
        new ValidatorShell.Parts(
            charter(constitution),
            Voter.of(constitution.chain(), key),
            ChainReveals.of(secret, settings.beaconLength()),
            blocks,
            settings,
            Clock.systemUTC(),
            new SteadyClock(),
            new Seed(key.publicKey().octets().hashCode()));
    return new Running(ValidatorShell.begin(system, parts), blocks);
  }

  /** Each validator looks at all signatures itself, and at each of them once. */
  private static Charter charter(Constitution constitution) {
    Cofactored rule = NativeSignatures.rule();
    return new Charter(
        constitution.genesis(),
        constitution.rules().checkedBy(new Remembering(rule, REMEMBERED)),
        rule::verifies,
        Limits.USUAL,
        Optional.empty());
  }
}
