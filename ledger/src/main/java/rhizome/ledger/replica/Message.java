package rhizome.ledger.replica;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Item;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.light.Link;
import rhizome.ledger.tree.Page;

/** What replicas tell each other; how long a message may be is the host's to bound. */
public sealed interface Message {

  /** Bytes of the shortest thing that can be signed. */
  int SIGNED_MIN = Math.min(Vote.SIZE_MIN, Proposal.SIZE);

  /**
   * Something signed, and with a proposal the block that it is for; behind an old value the votes
   * that its proposer saw for it.
   */
  record Said(Signed signed, Optional<Candidate> candidate, List<Signed> backing)
      implements Message {
    public Said {
      backing = List.copyOf(backing);
    }

    Said(Signed signed, Optional<Candidate> candidate) {
      this(signed, candidate, List.of());
    }
  }

  /**
   * How far its sender is, and what it knows of the height it is at. Who is further answers with
   * blocks, or with a snapshot; who is not says where it is itself, to be answered.
   */
  record Position(long height, List<Said> news) implements Message {
    public Position {
      news = List.copyOf(news);
    }
  }

  /** Blocks that are final, one after the other. */
  record Blocks(List<Sealed> blocks) implements Message {
    public Blocks {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * The sender has all that the chain holds after the block of that header, to which headers lead
   * from where the receiver is, if it needs any.
   */
  record Offer(Link link, List<Link> way) implements Message {
    public Offer {
      way = List.copyOf(way);
    }

    Offer(Link link) {
      this(link, List.of());
    }
  }

  /** Asks for what the chain holds after the block of that height, from a key of the tree on. */
  record WantShare(long height, Hash from) implements Message {}

  /** A page of the tree, and what each of its entries stands for. */
  record Share(long height, Page page, List<Item> items) implements Message {
    public Share {
      items = List.copyOf(items);
    }
  }

  /** What convicts a validator, as its sender has it. */
  record Accusation(Evidence evidence) implements Message {}

  private void write(Writer writer) {
    switch (this) {
      case Said it -> write(writer.octet(0), it);
      case Position(var height, var news) ->
          writer.octet(1).u64(height).list(news, (to, it) -> write(to, it));
      case Blocks(var blocks) -> writer.octet(2).list(blocks, (to, it) -> it.write(to));
      case Offer(var link, var way) -> {
        link.write(writer.octet(3));
        writer.list(way, (to, it) -> it.write(to));
      }
      case WantShare(var height, var from) -> from.write(writer.octet(4).u64(height));
      case Share(var height, var page, var items) -> {
        page.write(writer.octet(5).u64(height));
        writer.list(items, (to, it) -> it.write(to));
      }
      case Accusation(var evidence) -> evidence.write(writer.octet(6));
    }
  }

  private static void write(Writer writer, Said said) {
    said.signed().write(writer);
    writer.bool(said.candidate().isPresent());
    said.candidate().ifPresent(it -> it.write(writer));
    writer.list(said.backing(), (to, it) -> it.write(to));
  }

  private static Said said(Reader reader) {
    return new Said(
        Signed.read(reader),
        reader.bool() ? Optional.of(Candidate.read(reader)) : Optional.empty(),
        reader.list(SIGNED_MIN, Signed::read));
  }

  private static Message read(Reader reader) {
    int at = reader.at();
    return switch (reader.octet()) {
      case 0 -> said(reader);
      case 1 -> new Position(reader.u64(), reader.list(SIGNED_MIN, Message::said));
      case 2 -> new Blocks(reader.list(Sealed.BYTES_MIN, Sealed::read));
      case 3 -> new Offer(Link.read(reader), reader.list(Link.BYTES_MIN, Link::read));
      case 4 -> new WantShare(reader.u64(), Hash.read(reader));
      case 5 -> new Share(reader.u64(), Page.read(reader), reader.list(Item.BYTES_MIN, Item::read));
      case 6 -> new Accusation(Evidence.read(reader));
      default -> throw reader.malformed(at, "a message of kind 0 to 6");
    };
  }

  default byte[] encode() {
    Writer writer = Writer.rivbin();
    write(writer);
    return writer.toArray();
  }

  static Message decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, Message::read);
  }
}
