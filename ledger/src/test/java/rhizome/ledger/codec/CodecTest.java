package rhizome.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class CodecTest {

  private static String hex(Writer writer) {
    return HexFormat.of().formatHex(writer.toArray());
  }

  private static Reader rivbin(String hex) {
    return Reader.of(Encoding.RIVBIN, HexFormat.of().parseHex(hex));
  }

  @Test
  void siabinTakesEightBytesForEveryInteger() {
    assertThat(hex(Writer.siabin().integer(0x0102, 2))).isEqualTo("0201000000000000");
    assertThat(hex(Writer.siabin().length(3))).isEqualTo("0300000000000000");
    assertThat(hex(Writer.siabin().bool(true).octet(0xb1))).isEqualTo("01b1");
  }

  @Test
  void rivbinTakesWhatAnIntegerHas() {
    Writer writer = Writer.rivbin().integer(7, 1).integer(0x0102, 2).integer(0x010203, 3);
    assertThat(hex(writer.integer(0x01020304, 4).u64(5)))
        .isEqualTo("07" + "0201" + "030201" + "04030201" + "0500000000000000");
    assertThatThrownBy(() -> Writer.rivbin().integer(256, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void integersAreReadAsTheyWereWritten() {
    Property.forAll(
        random -> {
          int width = 1 + random.nextInt(8);
          long value = random.nextLong() >>> (64 - 8 * width);
          for (Encoding encoding : List.of(Encoding.SIABIN, Encoding.RIVBIN)) {
            byte[] octets = new Writer(encoding, 0).integer(value, width).toArray();
            assertThat(Reader.<Long>whole(encoding, octets, reader -> reader.integer(width)))
                .isEqualTo(value);
          }
        });
    byte[] wide = Writer.siabin().u64(256).toArray();
    assertThatThrownBy(() -> Reader.of(Encoding.SIABIN, wide).integer(1))
        .hasMessage("byte 0: wanted an integer of 1 bytes");
  }

  @Test
  void aLengthOfRivbinTakesAsFewBytesAsItNeeds() {
    assertThat(hex(Writer.rivbin().length(127))).isEqualTo("fe");
    assertThat(hex(Writer.rivbin().length(128))).isEqualTo("0102");
    assertThat(hex(Writer.rivbin().length(16383))).isEqualTo("fdff");
    assertThat(hex(Writer.rivbin().length(16384))).isEqualTo("030002");
    assertThat(hex(Writer.rivbin().length(2097152))).isEqualTo("07000001");
    for (String wide : List.of("0100", "030000", "07000000", "fd01", "fbff01")) {
      assertThatThrownBy(() -> Encoding.RIVBIN.readLength(rivbin(wide)))
          .as(wide)
          .isInstanceOf(Malformed.class);
    }
  }

  @Test
  void lengthsAreReadAsTheyWereWritten() {
    Property.forAll(
        random -> {
          int length = random.nextInt(Encoding.LENGTH_MAX) >>> random.nextInt(23);
          for (Encoding encoding : List.of(Encoding.SIABIN, Encoding.RIVBIN)) {
            byte[] octets = new Writer(encoding, 0).length(length).toArray();
            assertThat(octets).hasSize(encoding.sizeOfLength(length));
            assertThat(Reader.<Long>whole(encoding, octets, encoding::readLength))
                .isEqualTo(length);
          }
        });
  }

  @Test
  void noLengthIsBelievedThatTheBytesCannotHold() {
    byte[] octets = Writer.siabin().u64(3).raw(new byte[5]).toArray();
    assertThat(Reader.of(Encoding.SIABIN, octets).count(1)).isEqualTo(3);
    assertThatThrownBy(() -> Reader.of(Encoding.SIABIN, octets).count(2))
        .hasMessage("byte 0: wanted no more than what the bytes left can hold");
    byte[] endless = Writer.siabin().u64(-1).toArray();
    assertThatThrownBy(() -> Reader.of(Encoding.SIABIN, endless).bytes())
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> rivbin("05010203").tiny(1)).isInstanceOf(Malformed.class);
    assertThat(rivbin("03010203").tiny(1)).isEqualTo(3);
    assertThat(hex(Writer.rivbin().tiny(255))).isEqualTo("ff");
  }

  @Test
  void whatIsMissingOrTooMuchIsNamedWithItsPlace() {
    assertThatThrownBy(() -> rivbin("0001").raw(3))
        .hasMessage("byte 0: wanted 3 more bytes, not 2");
    Reader reader = rivbin("000102");
    reader.octet();
    assertThatThrownBy(reader::end).hasMessage("byte 1: wanted the end, not 2 more bytes");
    assertThatThrownBy(() -> rivbin("02").bool()).hasMessage("byte 0: wanted 0 or 1");
  }

  @Test
  void aBodyIsAllThatStandsBehindItsLength() {
    assertThat(rivbin("040102").<Integer>body(body -> body.octet() + body.octet())).isEqualTo(3);
    assertThatThrownBy(() -> rivbin("040102").body(Reader::octet)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> rivbin("020102").body(body -> body.raw(2)))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void bytesAreNobodysToChange() {
    byte[] mine = {1, 2};
    Bytes bytes = Bytes.of(mine);
    mine[0] = 9;
    bytes.toArray()[1] = 9;
    assertThat(bytes).hasToString("0102").isEqualTo(Bytes.ofHex("0102"));
    assertThat(bytes).isNotEqualTo(Bytes.ofHex("0103"));
  }

  @Test
  void hexIsLowerCaseAndWhole() {
    for (String wrong : List.of("A0", "0", "0g", " 00")) {
      assertThatThrownBy(() -> Hex.read(wrong)).as(wrong).isInstanceOf(Malformed.class);
    }
    assertThatThrownBy(() -> Hex.read("0000", 3)).isInstanceOf(Malformed.class);
  }
}
