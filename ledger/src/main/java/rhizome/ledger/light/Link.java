package rhizome.ledger.light;

import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.header.Header;

/** A header with what proves it, and the sets that it names: who voted, and who votes next. */
public record Link(
    Header header, Certificate certificate, ValidatorSet validators, ValidatorSet next) {

  public static final int BYTES_MIN = Header.SIZE + 1 + 1 + 1;

  public void write(Writer writer) {
    header.write(writer);
    certificate.write(writer);
    validators.write(writer);
    next.write(writer);
  }

  public static Link read(Reader reader) {
    return new Link(
        Header.read(reader),
        Certificate.read(reader),
        ValidatorSet.read(reader),
        ValidatorSet.read(reader));
  }

  public byte[] encode() {
    Writer writer = Writer.rivbin();
    write(writer);
    return writer.toArray();
  }

  public static Link decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, Link::read);
  }
}
