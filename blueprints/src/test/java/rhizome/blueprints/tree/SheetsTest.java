package rhizome.blueprints.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class SheetsTest {

  private final Source first = new Source("f", "abcdef");
  private final Source second = new Source("g", "uv\nwxyz");

  @Test
  void beforeAnyCopyEveryIndexIsOfTheFile() {
    Sheets sheets = new Sheets(first);
    assertThat(sheets.origin(3)).isEqualTo(new Sheets.Origin(0, first, 3, ""));
    assertThat(sheets.origin(900)).isEqualTo(new Sheets.Origin(0, first, 900, ""));
    assertThat(sheets.spot(3)).isEqualTo(new Spot("f", 1, 4, "abcdef", 3));
  }

  @Test
  void aCopyBeginsBehindTheFileAndLeadsBackToItsText() {
    Sheets sheets = new Sheets(first);
    int shift = sheets.add(second, new Extent(3, 6), " for a").orElseThrow();
    assertThat(3 + shift).isEqualTo(first.length() + 1);
    assertThat(sheets.origin(6)).isEqualTo(new Sheets.Origin(0, first, 6, ""));
    assertThat(sheets.origin(3 + shift)).isEqualTo(new Sheets.Origin(1, second, 3, " for a"));
    assertThat(sheets.origin(6 + shift)).isEqualTo(new Sheets.Origin(1, second, 6, " for a"));
    assertThat(sheets.spot(4 + shift)).isEqualTo(new Spot("g", 2, 2, "wxyz", 1));
  }

  @Test
  void aTextHasOneNumberHoweverManyCopiesAreMadeOfIt() {
    Sheets sheets = new Sheets(first);
    Source third = new Source("h", "1");
    int a = sheets.add(second, new Extent(0, 1), "a").orElseThrow();
    int b = sheets.add(third, new Extent(0, 0), "b").orElseThrow();
    int c = sheets.add(second, new Extent(0, 1), "c").orElseThrow();
    int d = sheets.add(first, new Extent(2, 3), "d").orElseThrow();
    assertThat(List.of(sheets.origin(a), sheets.origin(b), sheets.origin(c), sheets.origin(2 + d)))
        .containsExactly(
            new Sheets.Origin(1, second, 0, "a"),
            new Sheets.Origin(2, third, 0, "b"),
            new Sheets.Origin(1, second, 0, "c"),
            new Sheets.Origin(0, first, 2, "d"));
  }

  @Test
  void whereThereIsNoRoomNoCopyIsMade() {
    Sheets sheets = new Sheets(first);
    int room = Integer.MAX_VALUE - (first.length() + 1);
    assertThat(sheets.add(second, new Extent(0, room), "x")).isEmpty();
    assertThat(sheets.add(second, new Extent(0, room - 1), "x")).hasValue(first.length() + 1);
    assertThat(sheets.add(second, new Extent(0, 0), "x")).isEmpty();
  }

  @Test
  void noTwoCopiesShareAnIndex() {
    Property.forAll(
        random -> {
          Sheets sheets = new Sheets(first);
          List<Extent> parts = new ArrayList<>();
          List<Integer> shifts = new ArrayList<>();
          for (int i = random.nextInt(1, 10); i > 0; i--) {
            int from = random.nextInt(7);
            Extent part = new Extent(from, from + random.nextInt(7 - from));
            shifts.add(sheets.add(second, part, "copy " + parts.size()).orElseThrow());
            parts.add(part);
          }
          for (int i = 0; i < parts.size(); i++) {
            Extent laid = parts.get(i).moved(shifts.get(i));
            for (int at = laid.from(); at <= laid.to(); at++) {
              assertThat(sheets.origin(at))
                  .isEqualTo(new Sheets.Origin(1, second, at - shifts.get(i), "copy " + i));
            }
          }
        });
  }
}
