package rhizome.ledger.consensus.world;

import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/** Signs cheaply: a hash over key and message, twice. What it signs is never verified. */
public record ScriptedVoter(Hash chain, PublicKey key) implements Voter {

  @Override
  public Signature sign(Hash message) {
    Writer writer = Writer.rivbin();
    key.octets().write(writer);
    message.write(writer);
    byte[] half = Blake.of(writer).toArray();
    return new Signature(Bytes.of(Writer.rivbin().raw(half).raw(half).toArray()));
  }
}
