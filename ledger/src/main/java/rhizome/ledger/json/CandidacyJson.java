package rhizome.ledger.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.founding.Candidacy;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/** What a host says of its validator before there is a chain. */
public final class CandidacyJson {

  private static final String FORMAT = "rhizome-candidacy-1";

  private CandidacyJson() {}

  public static Candidacy read(JsonNode value) {
    Node node = Node.root(value);
    node.only("format", "key", "payout", "commission", "commitment", "signature");
    node.at("format").is(FORMAT);
    PublicKey key = node.at("key").key();
    return new Candidacy(key, terms(node), node.at("signature").text(Signature::parse));
  }

  private static Terms terms(Node node) {
    int commission = node.at("commission").natural();
    if (commission > Terms.PARTS) {
      throw node.at("commission").wanted("from 0 to " + Terms.PARTS + " parts");
    }
    return new Terms(
        ConditionJson.read(node.at("payout")), commission, node.at("commitment").hash());
  }

  public static ObjectNode write(Candidacy candidacy) {
    ObjectNode node = Nodes.object().put("format", FORMAT).put("key", candidacy.key().toString());
    node.set("payout", ConditionJson.write(candidacy.terms().payout()));
    return node.put("commission", candidacy.terms().commission())
        .put("commitment", candidacy.terms().commitment().hex())
        .put("signature", candidacy.signature().octets().hex());
  }
}
