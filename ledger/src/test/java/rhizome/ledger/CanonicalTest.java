package rhizome.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.Block;
import rhizome.ledger.block.Header;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.condition.FulfillmentCodec;
import rhizome.ledger.json.BlockJson;
import rhizome.ledger.json.ConditionJson;
import rhizome.ledger.json.FulfillmentJson;
import rhizome.ledger.json.Json;
import rhizome.ledger.json.TransactionJson;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.money.Amount;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.TransactionCodec;

/** One value has one form: what is read is what was written, and nothing else can be read. */
class CanonicalTest {

  /** Something that can be written and read, and a way to come by one. */
  private record Form<T>(
      String name,
      Function<Samples, T> sample,
      BiConsumer<Writer, T> write,
      Function<Reader, T> read) {

    byte[] bytes(Encoding encoding, T value) {
      Writer writer = new Writer(encoding, 1);
      write.accept(writer, value);
      return writer.toArray();
    }

    T whole(Encoding encoding, byte[] octets) {
      return Reader.whole(encoding, octets, read);
    }

    void isReadAsItWasWritten(Encoding encoding, Samples samples) {
      T value = sample.apply(samples);
      assertThat(whole(encoding, bytes(encoding, value))).as(name).isEqualTo(value);
    }

    void isRefusedShortOrLong(Encoding encoding, Samples samples) {
      byte[] octets = bytes(encoding, sample.apply(samples));
      for (int size = 0; size < octets.length; size++) {
        byte[] prefix = Arrays.copyOf(octets, size);
        assertThatThrownBy(() -> whole(encoding, prefix))
            .as(name + " cut off after %d of %d", size, octets.length)
            .isInstanceOf(Malformed.class);
      }
      for (int last : List.of(0, 1, samples.random().nextInt(256))) {
        byte[] longer = Arrays.copyOf(octets, octets.length + 1);
        longer[octets.length] = (byte) last;
        assertThatThrownBy(() -> whole(encoding, longer)).isInstanceOf(Malformed.class);
      }
    }

    void hasNoOtherForm(Encoding encoding, Samples samples) {
      byte[] octets = bytes(encoding, sample.apply(samples));
      for (int at = 0; at < octets.length; at++) {
        byte[] flipped = octets.clone();
        flipped[at] ^= (byte) (1 << samples.random().nextInt(8));
        isRefusedOrSame(encoding, flipped);
        flipped[at] = (byte) samples.random().nextInt(256);
        isRefusedOrSame(encoding, flipped);
      }
    }

    void isRefusedOrSame(Encoding encoding, byte[] octets) {
      T read;
      try {
        read = whole(encoding, octets);
      } catch (Malformed _) {
        return;
      }
      assertThat(bytes(encoding, read)).as(name + ": " + read).isEqualTo(octets);
    }
  }

  private static List<Form<?>> forms() {
    return List.of(
        new Form<>("amount", Samples::amount, (to, it) -> it.write(to), Amount::read),
        new Form<>("key", Samples::key, (to, it) -> it.write(to), PublicKey::read),
        new Form<>("signature", Samples::signature, (to, it) -> it.write(to), Signature::read),
        new Form<>("address", Samples::address, (to, it) -> it.write(to), Address::read),
        new Form<>("condition", Samples::condition, ConditionCodec::write, ConditionCodec::read),
        new Form<>(
            "fulfillment", Samples::fulfillment, FulfillmentCodec::write, FulfillmentCodec::read),
        transactions(Numbering.RIVCHAIN),
        transactions(Numbering.TFCHAIN),
        new Form<>(
            "block",
            Samples::block,
            (to, it) -> to.raw(it.encode(Numbering.TFCHAIN)),
            reader -> Block.decode(Numbering.TFCHAIN, reader.raw(reader.left()))));
  }

  private static Form<?> transactions(Numbering numbering) {
    return new Form<>(
        "transaction of " + numbering,
        Samples::transaction,
        (to, it) -> TransactionCodec.write(numbering, to, it),
        reader -> TransactionCodec.read(numbering, reader));
  }

  private interface Check {
    void of(Form<?> form, Encoding encoding, Samples samples);
  }

  private static void forAllForms(int cases, Check check) {
    Property.forAll(
        cases,
        random -> {
          for (Form<?> form : forms()) {
            check.of(form, Encoding.SIABIN, new Samples(random));
            check.of(form, Encoding.RIVBIN, new Samples(random));
          }
        });
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    forAllForms(200, Form::isReadAsItWasWritten);
  }

  @Test
  void nothingIsReadThatIsCutOffOrHasMoreBehind() {
    forAllForms(5, Form::isRefusedShortOrLong);
  }

  @Test
  void aFlippedByteIsRefusedOrIsTheOneFormOfSomethingElse() {
    forAllForms(20, Form::hasNoOtherForm);
  }

  @Test
  void noiseIsRefusedOrIsTheOneFormOfSomething() {
    forAllForms(
        200,
        (form, encoding, samples) -> {
          byte[] noise = new byte[samples.random().nextInt(300)];
          for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (samples.random().nextInt(4) == 0 ? samples.random().nextInt() : 0);
          }
          form.isRefusedOrSame(encoding, noise);
        });
  }

  @Test
  void whatIsWrittenAsJsonIsReadAgain() {
    Property.forAll(
        random -> {
          Samples samples = new Samples(random);
          var condition = samples.condition();
          assertThat(ConditionJson.read(Json.parse(ConditionJson.write(condition).toString())))
              .isEqualTo(condition);
          var shown = samples.fulfillment();
          assertThat(FulfillmentJson.read(Json.parse(FulfillmentJson.write(shown).toString())))
              .isEqualTo(shown);
          for (Numbering numbering : Numbering.values()) {
            var transaction = samples.transaction();
            String text = TransactionJson.write(numbering, transaction).toString();
            assertThat(TransactionJson.read(numbering, Json.parse(text))).isEqualTo(transaction);
            var block = samples.block();
            assertThat(
                    BlockJson.read(
                        numbering, Json.parse(BlockJson.write(numbering, block).toString())))
                .isEqualTo(block);
            var header = block.header(numbering);
            assertThat(BlockJson.readHeader(Json.parse(BlockJson.write(header).toString())))
                .isEqualTo(header);
            assertThat(Header.decode(header.encode())).isEqualTo(header);
          }
        });
  }

  /** However many elements the bytes promise, there is room made for what they hold. */
  @Test
  void noBytesMakeTheReaderTakeMoreThanTheyAreWorth() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    forAllForms(
        100,
        (form, encoding, samples) -> {
          byte[] octets = boast(samples);
          // Once before, so that what the JVM takes to do it for the first time is not counted.
          readOrRefuse(form, encoding, octets);
          long before = threads.getCurrentThreadAllocatedBytes();
          readOrRefuse(form, encoding, octets);
          long taken = threads.getCurrentThreadAllocatedBytes() - before;
          assertThat(taken).as(form.name()).isLessThan(64_000 + 100L * octets.length);
        });
  }

  private static void readOrRefuse(Form<?> form, Encoding encoding, byte[] octets) {
    try {
      form.whole(encoding, octets);
    } catch (Malformed e) {
      assertThat(e.wanted()).isNotEmpty();
    }
  }

  /** A value whose bytes say here and there that very much is to follow. */
  private static byte[] boast(Samples samples) {
    RandomGenerator random = samples.random();
    byte[] octets = TransactionCodec.encode(Numbering.RIVCHAIN, samples.transaction());
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(octets.length);
      for (int end = Math.min(octets.length, at + random.nextInt(8)); at < end; at++) {
        octets[at] = (byte) 0xff;
      }
    }
    return octets;
  }
}
