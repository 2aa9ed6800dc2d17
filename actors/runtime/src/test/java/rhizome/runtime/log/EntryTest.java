package rhizome.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of a record are on disks: these may never change, only others may come. */
class EntryTest {

  private static final Entry.Events TWO =
      new Entry.Events("a|b", 7, List.of(stored("one", 3), stored("", 4)));

  private static Entry.Stored stored(String text, int serializer) {
    return new Entry.Stored(
        serializer, "M", "", "w", 1_000_000, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void eventsHaveTheirBytes() {
    assertThat(hex(TWO.bytes()))
        .isEqualTo(
            "01"
                + "0003617c62"
                + "0000000000000007"
                + "00000002"
                + "00000003"
                + "00014d"
                + "0000"
                + "000177"
                + "00000000000f4240"
                + "00000003"
                + "6f6e65"
                + "00000004"
                + "00014d"
                + "0000"
                + "000177"
                + "00000000000f4240"
                + "00000000");
  }

  @Test
  void aDeletionHasItsBytes() {
    assertThat(hex(new Entry.Deletion("a|b", Long.MAX_VALUE).bytes()))
        .isEqualTo("02" + "0003617c62" + "7fffffffffffffff");
  }

  @Test
  void whatWasWrittenIsRead() {
    Entry.Events read = Entry.events(TWO.bytes());
    assertThat(read.id()).isEqualTo("a|b");
    assertThat(read.first()).isEqualTo(7);
    assertThat(read.events()).usingRecursiveComparison().isEqualTo(TWO.events());
    assertThat(Entry.summary(TWO.bytes()))
        .isEqualTo(new Entry.Summary(Entry.EVENTS, "a|b", 7, 2))
        .extracting(Entry.Summary::last)
        .isEqualTo(8L);
    assertThat(Entry.summary(new Entry.Deletion("x", 9).bytes()))
        .isEqualTo(new Entry.Summary(Entry.DELETION, "x", 9, 0));
  }

  @Test
  void whatIsNoRecordIsRefused() {
    byte[] whole = TWO.bytes();
    for (int end = 0; end < whole.length; end++) {
      byte[] part = Arrays.copyOf(whole, end);
      assertThatThrownBy(() -> Entry.events(part)).isInstanceOf(IllegalStateException.class);
    }
    whole[0] = 3;
    assertThatThrownBy(() -> Entry.summary(whole)).hasMessage("a record of the unknown kind 3");
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> new Entry.Deletion("x".repeat(70_000), 1).bytes())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
