package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.condition.Standard;
import rhizome.ledger.wallet.PublicPart;
import rhizome.ledger.wallet.Watched;

/** What a wallet watches, and what others may know of a wallet, as they lie on a disk. */
public final class WatchedJson {

  private static final String FORMAT = "rhizome-watched-1";
  private static final String PUBLIC = "rhizome-public-1";

  private WatchedJson() {}

  public static List<Watched> read(JsonNode value) {
    Node node = Node.root(value).only("format", "watched");
    node.at("format").is(FORMAT);
    return node.at("watched").list(WatchedJson::watched);
  }

  /** Only what can stand in a block is worth watching. */
  private static Watched watched(Node node) {
    node.only("condition", "secret");
    Node secret = node.at("secret");
    Watched read =
        new Watched(
            ConditionJson.read(node.at("condition")),
            secret.isAbsent() ? Optional.empty() : Optional.of(secret.hash()));
    Standard.refusal(read.condition())
        .ifPresent(
            why -> {
              throw node.at("condition").wanted("a condition that may stand, not " + why);
            });
    return read;
  }

  public static ObjectNode write(List<Watched> watched) {
    ObjectNode node = Nodes.object().put("format", FORMAT);
    node.set("watched", Nodes.list(watched, WatchedJson::write));
    return node;
  }

  private static ObjectNode write(Watched watched) {
    ObjectNode node = Nodes.object();
    node.set("condition", ConditionJson.write(watched.condition()));
    watched.secret().ifPresent(secret -> node.put("secret", secret.hex()));
    return node;
  }

  /** Whether it says of itself that it is the public part of a wallet. */
  public static boolean isPublic(JsonNode value) {
    return PUBLIC.equals(value.path("format").asText());
  }

  public static PublicPart readPublic(JsonNode value) {
    Node node = Node.root(value).only("format", "addresses", "watched");
    node.at("format").is(PUBLIC);
    return new PublicPart(
        node.at("addresses").list(Node::address),
        node.at("watched").list(each -> watched(each).condition()));
  }

  public static ObjectNode write(PublicPart part) {
    ObjectNode node = Nodes.object().put("format", PUBLIC);
    node.set("addresses", Nodes.list(part.addresses(), Nodes::text));
    Nodes.some(node, "watched", part.watched(), each -> write(new Watched(each)));
    return node;
  }
}
