package rhizome.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.exit.ExitCode;
import rhizome.ledger.block.Block;
import rhizome.ledger.block.StakeIndex;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.json.BlockJson;
import rhizome.ledger.money.Amount;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.Output;
import rhizome.ledger.transaction.Transaction;
import rhizome.ledger.transaction.Transfer;

/** {@code rhizome ledger verify-pobs}; what the rules are is tested where they are written. */
class VerifyPobsTest {

  private static final Block FIRST =
      Block.genesis(
          1_500_000_000,
          new Transaction.V1(
              new Transfer(
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of(new Output(Amount.of(3000), new Condition.Nil())),
                  List.of(),
                  Bytes.EMPTY)));

  private static final String ID = FIRST.id(Numbering.RIVCHAIN).toString();

  @TempDir private Path folder;

  private static String line(Block block) {
    return BlockJson.write(Numbering.RIVCHAIN, block) + "\n";
  }

  private static Block after(Block parent, long seconds) {
    return new Block(
        parent.id(Numbering.RIVCHAIN),
        parent.time() + seconds,
        new StakeIndex(0, 0, 0),
        List.of(),
        List.of());
  }

  private Said verify(String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("blocks"), text);
    String[] args = {"ledger", "verify-pobs", file.toString(), "--chain", "rivchain-devnet"};
    return ScriptedTerminal.NOBODY.run(
        Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray(String[]::new));
  }

  @Test
  void aChainThatIsRightIsToldToBe() throws IOException {
    Said said = verify("\n" + line(FIRST), "--genesis", ID, "-o", "json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.json().at("right").isTrue()).isTrue();
    assertThat(said.json().at("blocks").number()).isEqualTo(1);
    assertThat(said.json().at("tip").text()).isEqualTo(ID);
    assertThat(said.json().at("depth").text()).isEqualTo("f".repeat(64));
    assertThat(said.json().at("fault").isNull()).isTrue();
    assertThat(verify(line(FIRST), "--genesis", ID.substring(0, 8)).lines())
        .last()
        .isEqualTo("right    every block was won as it says");
  }

  @Test
  void theFirstWrongBlockIsNamed() throws IOException {
    String text = line(FIRST) + line(after(FIRST, 60));
    Said said = verify(text, "--genesis", ID);
    assertThat(said.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(said.lines())
        .contains("blocks   1")
        .last()
        .asString()
        .startsWith("wrong    block 1 (")
        .contains("STAKE_NOT_SPENT");
    assertThat(verify(text, "--genesis", ID, "-o", "json").json().at("fault").at("wrong").text())
        .isEqualTo("STAKE_NOT_SPENT");
  }

  @Test
  void anotherChainsFirstBlockIsRefused() throws IOException {
    Said said = verify(line(FIRST));
    assertThat(said.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(said.err()).contains(ID, "422aea8bb2ff9dcb", "--genesis");
  }

  @Test
  void whatIsNoBlockIsNamedByItsLine() throws IOException {
    assertThat(verify(line(FIRST) + "\n{\"height\": 1}\n", "--genesis", ID).err())
        .contains("line 3, /height", "parentid");
    assertThat(verify("[", "--genesis", ID).err()).contains("line 1, line 1:2");
    assertThat(verify("").lines()).last().asString().contains("NO_GENESIS");
    Said unknown = verify("", "--chain", "bitcoin");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(unknown.err()).contains("'bitcoin' is none of tfchain, tfchain-test");
  }

  @Test
  void aLineMayNotTakeAllMemory() {
    BlockFile endless =
        new BlockFile(
            new Reader() {
              @Override
              public int read(char[] into, int from, int most) {
                Arrays.fill(into, from, from + most, ' ');
                return most;
              }

              @Override
              public void close() {}
            },
            Numbering.RIVCHAIN);
    assertThatThrownBy(endless::hasNext)
        .hasMessageContaining("line 1: wanted no more than 16777216 characters");
    assertThat(new BlockFile(new StringReader("\n \n"), Numbering.RIVCHAIN).hasNext()).isFalse();
  }
}
