package rhizome.cli.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.handle.FolderTree;
import rhizome.cli.command.PassphraseFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.founding.Constitution;
import rhizome.ledger.founding.Development;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.keyfile.Cost;
import rhizome.ledger.keyfile.KeyFile;
import rhizome.ledger.keyfile.KeyFile.Label;
import rhizome.ledger.keyfile.KeyFile.Use;

/**
 * The chain in a data folder, with what its validators here are made from.
 *
 * @param keys one for each; where there is no key to vote with, that of somebody who only follows
 */
public record OwnChain(Constitution constitution, List<Hash> keys, boolean follows) {

  private static final Logger LOG = LoggerFactory.getLogger(OwnChain.class);

  /** The passphrase beside the keys is 32 bytes of chance, which stretching makes no better. */
  private static final Cost NO_STRETCHING = new Cost(8, 1, 1);

  public OwnChain {
    keys = List.copyOf(keys);
  }

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return follows
        ? "the chain %s, which is followed here".formatted(constitution.chain())
        : "the chain %s with %d validators here".formatted(constitution.chain(), keys.size());
  }

  /**
   * Opens the chain in a folder.
   *
   * @param passphrase the file with what opens its keys; is not looked at where there are none
   * @throws Trouble if anything of it is missing or damaged
   */
  public static OwnChain open(ChainFolder folder, Path passphrase) {
    Constitution constitution = constitution(folder);
    List<SealedKey> sealed = keys(folder);
    if (sealed.isEmpty()) {
      return new OwnChain(constitution, List.of(follower(folder)), true);
    }
    String words = words(passphrase);
    return new OwnChain(
        constitution, sealed.stream().map(it -> secret(it, words, passphrase)).toList(), false);
  }

  /** How the chain in a folder begins, and its rules. */
  public static Constitution constitution(ChainFolder folder) {
    return new ConstitutionFile(folder.constitution()).read();
  }

  /** The keys of validators in a folder, by the names of their files. */
  public static List<SealedKey> keys(ChainFolder folder) {
    if (!Files.exists(folder.keys())) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder.keys())) {
      return all.filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> SealedKey.of(file, Use.VALIDATOR))
          .toList();
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be read (%s)".formatted(folder.keys(), e));
    }
  }

  private static String words(Path passphrase) {
    if (!Files.exists(passphrase)) {
      throw new Trouble(
          ExitCode.FAILED,
          "the passphrase cannot be read from %s: there is no such file".formatted(passphrase),
          "write it there, readable to its owner only, or name its file in"
              + " rhizome.ledger.passphrase-file");
    }
    return PassphraseFile.read(passphrase);
  }

  private static Hash secret(SealedKey key, String words, Path passphrase) {
    return key.read()
        .open(words)
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.FAILED,
                    "its passphrase does not open %s".formatted(key.path()),
                    "it was read from " + passphrase));
  }

  /** Made once, so that what it wrote down is found again; it is in no set of validators. */
  private static Hash follower(ChainFolder folder) {
    Path file = folder.follower();
    try {
      if (!Files.exists(file)) {
        OwnFile.write(file, Hash.of(octets(new SecureRandom(), Hash.SIZE)).hex() + "\n");
      }
      return Hash.ofHex(Files.readString(file).strip());
    } catch (Malformed e) {
      throw new Trouble(
          ExitCode.FAILED,
          "%s is damaged: %s".formatted(file, e.getMessage()),
          "remove it: a new one follows from the beginning");
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be read (%s)".formatted(file, e));
    }
  }

  /**
   * Founds a chain to try things on in a folder that is not there yet: all of it, or nothing.
   *
   * @param commitment what a validator with that secret commits its beacon to
   */
  public static void develop(
      ChainFolder folder, int validators, Instant now, UnaryOperator<Hash> commitment) {
    SecureRandom random = new SecureRandom();
    List<Hash> chance =
        IntStream.rangeClosed(0, validators)
            .mapToObj(_ -> Hash.of(octets(random, Hash.SIZE)))
            .toList();
    Development found = Development.of(now.toEpochMilli(), chance, commitment);
    Path begun = folder.path().resolveSibling(folder.path().getFileName() + ".begun");
    try {
      FolderTree.delete(begun); // of somebody who was killed while founding
      write(new ChainFolder(begun), found, random);
      Files.move(begun, folder.path(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "no chain can be founded in %s (%s)".formatted(begun, e));
    }
    LOG.info("{} was founded, with {} validators", found, validators);
  }

  private static void write(ChainFolder folder, Development found, SecureRandom random)
      throws IOException {
    String passphrase = Hash.of(octets(random, Hash.SIZE)).hex();
    OwnFile.write(folder.passphrase(), passphrase + "\n");
    new ConstitutionFile(folder.constitution()).write(found.constitution());
    Label treasury =
        new Label(Use.WALLET, Address.of(found.treasury().key(0).publicKey()).toString());
    SealedKey.of(folder.treasury(), Use.WALLET)
        .write(sealed(treasury, found.treasury().entropy(), passphrase, random));
    List<Hash> keys = new ArrayList<>(found.keys());
    for (int i = 0; i < keys.size(); i++) {
      Label label = new Label(Use.VALIDATOR, KeyPair.of(keys.get(i)).publicKey().toString());
      SealedKey.of(folder.keys().resolve("v%d.json".formatted(i + 1)), Use.VALIDATOR)
          .write(sealed(label, keys.get(i), passphrase, random));
    }
  }

  private static KeyFile sealed(Label label, Hash secret, String passphrase, SecureRandom random) {
    Bytes chance = Bytes.of(octets(random, KeyFile.CHANCE));
    return KeyFile.seal(label, NO_STRETCHING, secret, passphrase, chance);
  }

  private static byte[] octets(SecureRandom random, int size) {
    byte[] octets = new byte[size];
    random.nextBytes(octets);
    return octets;
  }
}
