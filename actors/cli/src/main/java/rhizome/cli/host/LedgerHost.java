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
import rhizome.cli.exit.Trouble;
import rhizome.gateway.LedgerPort;
import rhizome.kernel.Seed;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.curve.Cofactored;
import rhizome.ledger.curve.Remembering;
import rhizome.ledger.founding.Constitution;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.light.Signatures;
import rhizome.ledger.replica.Charter;
import rhizome.ledger.replica.Limits;
import rhizome.runtime.explorer.ExplorerShell;
import rhizome.runtime.explorer.Explorers;
import rhizome.runtime.log.EventLog;
import rhizome.runtime.log.segment.LogRefused;
import rhizome.runtime.node.SteadyClock;
import rhizome.runtime.validator.ChainReveals;
import rhizome.runtime.validator.JournalBlocks;
import rhizome.runtime.validator.LedgerSettings;
import rhizome.runtime.validator.Request;
import rhizome.runtime.validator.ValidatorShell;

/** The ledger on this machine: the validators of its chain, and who reads it back for people. */
public final class LedgerHost {

  /** Signatures that are not looked at again; of ten full blocks. */
  private static final int REMEMBERED = 100_000;

  private static final int NAME_DIGITS = 8;

  private LedgerHost() {}

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
    boolean isThere = Files.exists(folder.path());
    if (plan.validators() == 0 && !isThere) {
      return LedgerPort.NONE;
    }
    try {
      if (!isThere) {
        int length = plan.validator().beaconLength();
        OwnChain.develop(
            folder,
            plan.validators(),
            Instant.now(),
            secret -> ChainReveals.commitment(secret, length));
      }
      OwnChain chain = OwnChain.open(folder);
      List<Running> all =
          chain.keys().stream()
              .map(secret -> begin(system, plan.validator(), chain.constitution(), secret))
              .toList();
      explore(system, plan, chain.constitution(), all.getFirst());
      return new Explorers(system, chain.constitution().chain(), plan.explorer().patience())::ask;
    } catch (Trouble | LogRefused e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private static void explore(
      ActorSystem<?> system, LedgerPlan plan, Constitution constitution, Running validator) {
    var beside =
        new ExplorerShell.Beside(
            constitution.chain(),
            constitution.genesis(),
            constitution.rules(),
            validator.ref(),
            validator.blocks());
    system.systemActorOf(ExplorerShell.create(beside, plan.explorer()), "explorer", Props.empty());
  }

  /** A validator of that chain, with the log of the actor system. */
  public static Running begin(
      ActorSystem<?> system, LedgerSettings settings, Constitution constitution, Hash secret) {
    KeyPair key = KeyPair.of(secret);
    String hex = key.publicKey().octets().hex();
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
    String name = ValidatorShell.NAME + "-" + hex.substring(0, NAME_DIGITS);
    return new Running(
        system.systemActorOf(ValidatorShell.create(parts), name, Props.empty()), blocks);
  }

  /** Each validator looks at all signatures itself, and at each of them once. */
  private static Charter charter(Constitution constitution) {
    return new Charter(
        constitution.genesis(),
        constitution.rules().checkedBy(new Remembering(Cofactored.RULE, REMEMBERED)),
        Signatures.ED25519,
        Limits.USUAL,
        Optional.empty());
  }
}
