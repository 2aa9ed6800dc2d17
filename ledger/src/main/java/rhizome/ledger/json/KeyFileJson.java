package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.keyfile.Cost;
import rhizome.ledger.keyfile.KeyFile;
import rhizome.ledger.keyfile.KeyFile.Label;
import rhizome.ledger.keyfile.KeyFile.Use;

/** Key files, as they lie on a disk. */
public final class KeyFileJson {

  private static final String FORMAT = "rhizome-key-1";
  private static final String STRETCHING = "argon2id";
  private static final String CIPHER = "chacha20-poly1305";

  private KeyFileJson() {}

  public static KeyFile read(JsonNode value) {
    Node node = Node.root(value);
    node.only("format", "use", "known", "stretching", "cipher");
    node.at("format").is(FORMAT);
    Node stretching = node.at("stretching").only("name", "memory-kib", "passes", "lanes", "salt");
    stretching.at("name").is(STRETCHING);
    Node cipher = node.at("cipher").only("name", "nonce", "sealed");
    cipher.at("name").is(CIPHER);
    Cost cost =
        new Cost(
            stretching.at("memory-kib").natural(),
            stretching.at("passes").natural(),
            stretching.at("lanes").natural());
    return new KeyFile(
        new Label(use(node.at("use")), node.at("known").text()),
        cost,
        stretching.at("salt").text(Bytes::ofHex),
        cipher.at("nonce").text(Bytes::ofHex),
        cipher.at("sealed").text(Bytes::ofHex));
  }

  private static Use use(Node node) {
    for (Use use : Use.values()) {
      if (use.word().equals(node.text())) {
        return use;
      }
    }
    throw node.wanted("wallet or validator");
  }

  public static ObjectNode write(KeyFile file) {
    ObjectNode node =
        Nodes.object()
            .put("format", FORMAT)
            .put("use", file.label().use().word())
            .put("known", file.label().known());
    node.putObject("stretching")
        .put("name", STRETCHING)
        .put("memory-kib", file.cost().memory())
        .put("passes", file.cost().passes())
        .put("lanes", file.cost().lanes())
        .put("salt", file.salt().hex());
    node.putObject("cipher")
        .put("name", CIPHER)
        .put("nonce", file.nonce().hex())
        .put("sealed", file.sealed().hex());
    return node;
  }
}
