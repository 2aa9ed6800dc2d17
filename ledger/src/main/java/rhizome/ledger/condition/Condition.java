package rhizome.ledger.condition;

import java.util.ArrayList;
import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.hash.Merkle;

/** What has to be shown to spend an output. Integers are unsigned. */
public sealed interface Condition {

  /** Whom an output under this condition belongs to. */
  Address address();

  /** Anyone may spend it, with a signature. */
  record Nil() implements Condition {
    @Override
    public Address address() {
      return Address.NIL;
    }
  }

  /** Whoever has the key that {@code address} is the hash of; or the parties of an old swap. */
  record ToAddress(Address address) implements Condition {}

  /**
   * The receiver, who shows what {@code hashedSecret} is the SHA-256 of; or the sender, once the
   * time of the last block is after {@code timeLock}.
   */
  record Swap(Address sender, Address receiver, Hash hashedSecret, long timeLock)
      implements Condition {

    @Override
    public Address address() {
      return new Address(Address.SWAP, Blake.all(writer -> writer.body(this::write)));
    }

    void write(Writer writer) {
      sender.write(writer);
      receiver.write(writer);
      hashedSecret.write(writer);
      writer.u64(timeLock);
    }
  }

  /** As {@code inner}, once a height or a time has come. */
  record TimeLock(long until, Condition inner) implements Condition {

    /** What is less is a height, what is not is a time in seconds of Unix. */
    public static final long TIME_MIN = 500_000_000;

    @Override
    public Address address() {
      return inner.address();
    }

    public boolean isOver(Moment now) {
      long reached = Long.compareUnsigned(until, TIME_MIN) < 0 ? now.height() : now.time();
      return Long.compareUnsigned(until, reached) <= 0;
    }
  }

  /** At least {@code minimum} of those whose addresses these are. */
  record Multisig(long minimum, List<Address> addresses) implements Condition {

    public Multisig {
      addresses = List.copyOf(addresses);
    }

    /** The same for the same addresses in any order. */
    @Override
    public Address address() {
      List<byte[]> leaves = new ArrayList<>();
      leaves.add(leaf(addresses.size()));
      addresses.stream()
          .sorted()
          .map(
              address -> {
                Writer writer = Writer.siabin();
                address.write(writer);
                return writer.toArray();
              })
          .forEach(leaves::add);
      leaves.add(leaf(minimum));
      return new Address(Address.MULTISIG, Merkle.root(leaves));
    }

    private static byte[] leaf(long number) {
      return Writer.siabin().u64(number).toArray();
    }
  }
}
