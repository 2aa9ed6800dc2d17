package rhizome.grid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.house.Property;

/** What a run is given, what is known of its end, and the ticket that names it. */
class ArgsTest {

  private static SortedMap<String, String> one(String name, String value) {
    return new TreeMap<>(Map.of(name, value));
  }

  @ParameterizedTest
  @CsvSource({
    "a, RHIZOME_ARG_A",
    "dump-file, RHIZOME_ARG_DUMP_FILE",
    "dump_file, RHIZOME_ARG_DUMP_FILE",
    "Mixed9, RHIZOME_ARG_MIXED9",
    "i-, RHIZOME_ARG_I_"
  })
  void aNameIsAVariableInCapitals(String name, String variable) {
    assertThat(new Args(one(name, "v=1")).environment())
        .containsExactly(Map.entry(variable, "v=1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "-a", "_a", "a b", "a=b", "a.b", "\u00e9"})
  void whatIsNoNameIsRefusedWithTheRemedy(String name) {
    assertThatThrownBy(() -> new Args(one(name, "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not an argument's name:"
                + " use 1 to 63 of A-Z, a-z, 0-9, '_', '-', a letter first",
            name);
  }

  @Test
  void aNameHasNoMoreThanSixtyThreeLetters() {
    assertThat(new Args(one("a".repeat(63), "")).values()).hasSize(1);
    assertThatThrownBy(() -> new Args(one("a".repeat(64), "")))
        .hasMessageContaining("not an argument's name");
  }

  @Test
  void aValueIsOfLimitedLengthAndHasNoNul() {
    String longest = "y".repeat(Args.VALUE_MAX);
    assertThat(new Args(one("x", longest)).values()).containsEntry("x", longest);
    for (String wrong : new String[] {longest + "y", "a\0b"}) {
      assertThatThrownBy(() -> new Args(one("x", wrong)))
          .hasMessage("the argument 'x' must have at most 4096 characters and no NUL");
    }
  }

  @Test
  void soManyAndNoMore() {
    SortedMap<String, String> values = new TreeMap<>();
    for (int i = 0; i < Args.COUNT_MAX; i++) {
      values.put("a" + i, "");
    }
    assertThat(new Args(values).environment()).hasSize(Args.COUNT_MAX);
    values.put("more", "");
    assertThatThrownBy(() -> new Args(values)).hasMessage("17 arguments are too many: at most 16");
  }

  @Test
  void twoNamesOfOneVariableAreRefusedByName() {
    assertThatThrownBy(() -> new Args(new TreeMap<>(Map.of("a-b", "1", "A_B", "2"))))
        .hasMessage("'A_B' and 'a-b' would be the same variable: leave one out");
  }

  @Test
  void whatWasGivenIsNotChangedAfterwards() {
    SortedMap<String, String> values = one("a", "1");
    Args args = new Args(values);
    values.put("b", "2");
    assertThat(args).isEqualTo(new Args(one("a", "1")));
    assertThat(Args.NONE.environment()).isEmpty();
  }

  @Test
  void outputIsCutAtTheFrontAndDetailAtTheEnd() {
    String output = "head" + "x".repeat(Finding.OUTPUT_MAX - 4) + "tail";
    String detail = "head" + "x".repeat(Finding.DETAIL_MAX - 4) + "tail";
    Finding finding = new Finding(Result.FAILED, Optional.of(1), detail, output);
    assertThat(finding.output()).hasSize(Finding.OUTPUT_MAX).startsWith("xx").endsWith("tail");
    assertThat(finding.detail()).hasSize(Finding.DETAIL_MAX).startsWith("head").endsWith("xx");
  }

  @Test
  void whatFitsIsKeptAsItIs() {
    String output = "o".repeat(Finding.OUTPUT_MAX);
    String detail = "d".repeat(Finding.DETAIL_MAX);
    Finding finding = new Finding(Result.FAILED, Optional.of(1), detail, output);
    assertThat(finding.output()).isEqualTo(output);
    assertThat(finding.detail()).isEqualTo(detail);
    assertThat(finding.within(Finding.OUTPUT_MAX)).isSameAs(finding);
    assertThat(finding.within(3))
        .isEqualTo(new Finding(Result.FAILED, Optional.of(1), detail, "ooo"));
    assertThat(finding.as(Result.CANCELLED))
        .isEqualTo(new Finding(Result.CANCELLED, Optional.of(1), detail, output));
  }

  @Test
  void theEndOfAnOutputIsAlwaysAnEndOfIt() {
    Property.forAll(
        random -> {
          String output = "0123456789".repeat(random.nextInt(4));
          int most = random.nextInt(45);
          String kept =
              new Finding(Result.LOST, Optional.empty(), "", output).within(most).output();
          assertThat(output).endsWith(kept);
          assertThat(kept).hasSize(Math.min(most, output.length()));
        });
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "1, -1, 1", "1, 0, 0", "-5, 0, 1"})
  void aTicketCountsRunsAndAttemptsFromOneAndSlotsFromNought(long run, int slot, int attempt) {
    assertThatThrownBy(() -> new Ticket(run, slot, attempt))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "runs and attempts count from 1 and slots from 0, not %d, %d, %d", run, attempt, slot);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.2", "1.2.3.4", "1,2,3"})
  void whatHasNotThreeNumbersIsNoTicket(String text) {
    assertThatThrownBy(() -> Ticket.parse(text)).hasMessage("'%s' is not run.slot.attempt", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.0.1", "1..1", "1.0.x", "1.99999999999.1", "0.0.1", "1.0.0"})
  void aTicketOfOtherThanNumbersIsRefused(String text) {
    assertThatThrownBy(() -> Ticket.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** The agent trusts the order: the newest ticket alone tells of every other. */
  @Test
  void ticketsAreInTheOrderInWhichTheyAreHandedOut() {
    Property.forAll(
        random -> {
          Ticket one = ticket(random.nextInt(60));
          Ticket other = ticket(random.nextInt(60));
          assertThat(Ticket.parse(one.toString())).isEqualTo(one);
          assertThat(Integer.signum(one.compareTo(other)))
              .isEqualTo(Integer.signum(naive(one) - naive(other)));
        });
    assertThat(Ticket.parse("10.0.1")).isGreaterThan(Ticket.parse("9.99.99"));
  }

  private static Ticket ticket(int number) {
    return new Ticket(1 + number / 20, number / 5 % 4, 1 + number % 5);
  }

  private static int naive(Ticket ticket) {
    return (int) ticket.run() * 10_000 + ticket.slot() * 100 + ticket.attempt();
  }
}
