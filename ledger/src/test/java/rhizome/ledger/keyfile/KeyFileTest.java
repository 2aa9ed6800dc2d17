package rhizome.ledger.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.Json;
import rhizome.ledger.json.KeyFileJson;
import rhizome.ledger.keyfile.KeyFile.Label;
import rhizome.ledger.keyfile.KeyFile.Use;

class KeyFileTest {

  /** As little as there is, so that a test may try many. */
  private static final Cost CHEAP = new Cost(8, 1, 1);

  private static final Label WALLET = new Label(Use.WALLET, "01ab");
  private static final Hash SECRET = Blake.sha256(new byte[] {7});

  private static Bytes chance(RandomGenerator random) {
    byte[] octets = new byte[KeyFile.CHANCE];
    random.nextBytes(octets);
    return Bytes.of(octets);
  }

  private static KeyFile cheap(String passphrase) {
    return KeyFile.seal(WALLET, CHEAP, SECRET, passphrase, Bytes.of(new byte[KeyFile.CHANCE]));
  }

  @Test
  void onlyThePassphraseOpensIt() {
    Property.forAll(
        50,
        random -> {
          byte[] octets = new byte[Hash.SIZE];
          random.nextBytes(octets);
          Hash secret = Hash.of(octets);
          KeyFile file = KeyFile.seal(WALLET, CHEAP, secret, "open", chance(random));
          KeyFile read = KeyFileJson.read(Json.parse(KeyFileJson.write(file).toString()));
          assertThat(read).isEqualTo(file);
          assertThat(read.open("open")).contains(secret);
          assertThat(read.open("opem")).isEmpty();
          assertThat(read.open("")).isEmpty();
        });
  }

  @Test
  void nothingInItCanBeAlteredUnseen() {
    KeyFile file = cheap("open");
    List<KeyFile> altered = new ArrayList<>();
    altered.add(with(file, new Label(Use.VALIDATOR, "01ab"), CHEAP));
    altered.add(with(file, new Label(Use.WALLET, "01ac"), CHEAP));
    altered.add(with(file, WALLET, new Cost(16, 1, 1)));
    altered.add(with(file, WALLET, new Cost(8, 2, 1)));
    for (int bit = 0; bit < file.sealed().size() * Byte.SIZE; bit++) {
      Bytes sealed = flipped(file.sealed(), bit);
      altered.add(new KeyFile(WALLET, CHEAP, file.salt(), file.nonce(), sealed));
    }
    altered.add(new KeyFile(WALLET, CHEAP, flipped(file.salt(), 3), file.nonce(), file.sealed()));
    altered.add(new KeyFile(WALLET, CHEAP, file.salt(), flipped(file.nonce(), 3), file.sealed()));
    assertThat(file.open("open")).contains(SECRET);
    assertThat(altered).noneMatch(each -> each.open("open").isPresent());
  }

  private static KeyFile with(KeyFile file, Label label, Cost cost) {
    return new KeyFile(label, cost, file.salt(), file.nonce(), file.sealed());
  }

  private static Bytes flipped(Bytes octets, int bit) {
    byte[] flipped = octets.toArray();
    flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    return Bytes.of(flipped);
  }

  @Test
  void letterAndAccentAreOneLetter() {
    assertThat(cheap("caf\u00e9").open("cafe\u0301")).contains(SECRET);
  }

  /** What was sealed once is opened for ever, at the cost that is recommended. */
  @Test
  void aFileOfTheFirstFormIsOpened() {
    String text =
        """
        {"format": "rhizome-key-1", "use": "validator", "known": "somebody",
         "stretching": {"name": "argon2id", "memory-kib": 65536, "passes": 3, "lanes": 4,
          "salt": "000102030405060708090a0b0c0d0e0f"},
         "cipher": {"name": "chacha20-poly1305", "nonce": "101112131415161718191a1b",
          "sealed": "54f3ab4a3e674316066adf0e8aa6d7d12c59305d9d21b16e\
        06383b7764b67d753fa244c3a093083c071425467df4b3e2"}}
        """;
    KeyFile file = KeyFileJson.read(Json.parse(text));
    assertThat(file.cost()).isEqualTo(Cost.RECOMMENDED);
    assertThat(file.open("correct horse battery staple")).contains(SECRET);
  }

  @Test
  void whatAFileAsksForIsLimited() {
    assertThatThrownBy(() -> new Cost(Cost.MEMORY_MAX + 1, 1, 1)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Cost(8, Cost.PASSES_MAX + 1, 1)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Cost(15, 1, 2))
        .hasMessage("memory: wanted from 16 to 1048576, not 15");
    assertThatThrownBy(() -> new Cost(8, 1, 0)).isInstanceOf(Malformed.class);
  }

  @Test
  void whatIsNoKeyFileIsRefusedWithThePlace() {
    refuses("/format", node -> node.put("format", "rhizome-key-2"));
    refuses("/use", node -> node.put("use", "cooking"));
    refuses("/more", node -> node.put("more", 1));
    refuses("/stretching/name", node -> node.withObject("stretching").put("name", "none"));
    refuses("/stretching/passes", node -> node.withObject("stretching").put("passes", 1L << 31));
    refuses("/cipher/nonce", node -> node.withObject("cipher").put("nonce", "xyz"));
    refuses("nonce", node -> node.withObject("cipher").put("nonce", "00"));
    refuses("sealed", node -> node.withObject("cipher").put("sealed", ""));
  }

  private static void refuses(String place, Consumer<ObjectNode> change) {
    ObjectNode node = KeyFileJson.write(cheap("open"));
    change.accept(node);
    assertThatThrownBy(() -> KeyFileJson.read(node))
        .isInstanceOfSatisfying(Malformed.class, e -> assertThat(e.at()).isEqualTo(place));
  }

  @Test
  void whatIsPrintedNeverHoldsTheSecret() {
    KeyFile file = cheap("open");
    String all = file + KeyFileJson.write(file).toString();
    assertThat(all).doesNotContain(SECRET.hex());
  }
}
