package rhizome.ledger.consensus;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Votes;

/** A state as the bytes that are persisted, in rivbin; one state has one form (ADR 0031). */
public final class StateCodec {

  private StateCodec() {}

  public static byte[] encode(State state) {
    Writer writer = Writer.rivbin();
    write(writer, state);
    return writer.toArray();
  }

  public static State decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, StateCodec::read);
  }

  static void write(Writer writer, State state) {
    state.height().write(writer);
    writer.integer(state.round(), Integer.BYTES);
    phase(writer, state.phase());
    choice(writer, state.locked());
    choice(writer, state.valid());
    writer.bool(state.closing());
    writer.list(state.proposals().all(), (to, each) -> each.write(to));
    state.votes().write(writer);
  }

  static State read(Reader reader) {
    Height height = Height.read(reader);
    return new State(
        height,
        natural(reader),
        phase(reader),
        choice(reader),
        choice(reader),
        reader.bool(),
        proposals(reader, height),
        Votes.read(reader, height.number(), height.validators()));
  }

  static int natural(Reader reader) {
    int at = reader.at();
    int read = (int) reader.integer(Integer.BYTES);
    if (read < 0) {
      throw reader.malformed(at, "a round of at most " + Integer.MAX_VALUE);
    }
    return read;
  }

  private static void phase(Writer writer, Phase phase) {
    switch (phase) {
      case Phase.Unstarted _ -> writer.octet(0);
      case Phase.Propose _ -> writer.octet(1);
      case Phase.Prevote(var timed) -> writer.octet(2).bool(timed);
      case Phase.Precommit _ -> writer.octet(3);
      case Phase.Decided(var certificate) -> certificate.write(writer.octet(4));
    }
  }

  private static Phase phase(Reader reader) {
    int at = reader.at();
    return switch (reader.octet()) {
      case 0 -> new Phase.Unstarted();
      case 1 -> new Phase.Propose();
      case 2 -> new Phase.Prevote(reader.bool());
      case 3 -> new Phase.Precommit();
      case 4 -> new Phase.Decided(Certificate.read(reader));
      default -> throw reader.malformed(at, "a phase, 0 to 4");
    };
  }

  private static void choice(Writer writer, Optional<Choice> choice) {
    writer.bool(choice.isPresent());
    choice.ifPresent(it -> it.write(writer));
  }

  private static Optional<Choice> choice(Reader reader) {
    return reader.bool() ? Optional.of(Choice.read(reader)) : Optional.empty();
  }

  private static Proposals proposals(Reader reader, Height height) {
    int at = reader.at();
    List<Received> all = reader.list(Proposal.SIZE + 1, Received::read);
    Proposals proposals = Proposals.of(all);
    boolean fits = all.stream().allMatch(it -> it.proposal().height() == height.number());
    if (!fits || !proposals.all().equals(all)) {
      throw reader.malformed(at, "proposals of this height, one for each round, ascending");
    }
    return proposals;
  }
}
