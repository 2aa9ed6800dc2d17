package rhizome.ledger.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.money.Amount;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.Output;
import rhizome.ledger.transaction.Transaction;
import rhizome.ledger.transaction.Transfer;

/** Blocks of the seed, with what it made of them itself. */
class BlockTest {

  /** The first block that a development net of the seed won. */
  private static final String WON =
      "422aea8bb2ff9dcbab7f47602668b30575574260db024e58c54c957061e537f9bc97026b00000000"
          + "00000000000000000000000000000000000000000000000001000000000000000400000000000000"
          + "3b9aca00015a080a9259b9d4aaa550e2156f49b1a79a64c7ea463d810d4493e8242e679158010000"
          + "0000000000010d01000000000000000000000000000000000000000000000100000000000000e677"
          + "e221f88577f4ca6e4c7862a91a838114accdd3f4481e070bbf38bfdc7b0c01800000000000000065"
          + "6432353531390000000000000000002000000000000000d285f92d6d449d9abb27f4c6cf82713cec"
          + "0696d62b8c123f1627e054dc6d778040000000000000000ba579b0d3cbc5d242fe3fe64882583716"
          + "c7296c24005abe7b15e4600e6546154b23c2576d6d258af9e291666e62698b6da5f9ca9bd898bc79"
          + "e0a70900a04703010000000000000002000000000000000bb8012100000000000000015a080a9259"
          + "b9d4aaa550e2156f49b1a79a64c7ea463d810d4493e8242e67915800000000000000000000000000"
          + "000000";

  private static Block won() {
    return Block.decode(Numbering.RIVCHAIN, HexFormat.of().parseHex(WON));
  }

  @Test
  void aBlockHasTheSeedsHeaderAndId() {
    Header header = won().header(Numbering.RIVCHAIN);
    assertThat(HexFormat.of().formatHex(header.encode()))
        .isEqualTo(
            "422aea8bb2ff9dcbab7f47602668b30575574260db024e58c54c957061e537f90000000000000000"
                + "00000000000000000000000000000000bc97026b00000000ba683c05167bd1671d5a0c1b3ea95af2"
                + "e0292c6ea354574e64e212b9ed482b06");
    assertThat(header.id())
        .hasToString("afc20529efd00496dfef7f00d83a483e4cf8ae5f783d4d402a062555bf3d5d58");
    assertThat(header.encode()).hasSize(Header.SIZE);
    assertThat(won().encode(Numbering.RIVCHAIN)).isEqualTo(HexFormat.of().parseHex(WON));
  }

  @Test
  void aPayoutIsAnOutputWithTheSeedsId() {
    assertThat(Block.payoutId(won().id(Numbering.RIVCHAIN), 0).hash())
        .isEqualTo(Hash.ofHex("b419386c10cf3c5e0ddf1f840a32efb6b29e2cdf419d5fdd604104814ea49a5f"));
  }

  /** The first block of tfchain's test net. */
  @Test
  void theFirstBlockIsMadeOfOneTransaction() {
    Condition all =
        new Condition.ToAddress(
            Address.parse(
                "01fc8714235d549f890f35e52d745b9eeeee34926f96c4b9ef1689832f338d9349b453898f7e51"));
    Transaction makes =
        new Transaction.V0(
            new Transfer(
                List.of(),
                List.of(new Output(Amount.of(100_000_000_000_000_000L), all)),
                List.of(),
                List.of(new Output(Amount.of(3000), all)),
                List.of(),
                Bytes.EMPTY));
    assertThat(Block.genesis(1_519_200_000, makes).id(Numbering.TFCHAIN))
        .hasToString("76e55acb89d1a16514a74123160b79d9917995d87e2176668afcb1a9df53bd1d");
  }
}
