package rhizome.ledger.header;

import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.vote.Certificate;

/** A block with its header, and with what proves that it is final. */
public record Sealed(Candidate candidate, Certificate certificate) {

  public static final int BYTES_MIN = Candidate.BYTES_MIN + 1;

  public long height() {
    return candidate.header().height();
  }

  public void write(Writer writer) {
    candidate.write(writer);
    certificate.write(writer);
  }

  public static Sealed read(Reader reader) {
    return new Sealed(Candidate.read(reader), Certificate.read(reader));
  }

  public byte[] encode() {
    Writer writer = Writer.rivbin();
    write(writer);
    return writer.toArray();
  }

  public static Sealed decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, Sealed::read);
  }
}
