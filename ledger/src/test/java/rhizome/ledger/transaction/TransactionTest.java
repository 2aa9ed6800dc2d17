package rhizome.ledger.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.Samples;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.hash.Hash;

/** Transactions of the seed, with what it made of them itself. */
class TransactionTest {

  /** Bytes, id, and what is signed: at the first input, or of the whole. */
  private record Known(Numbering numbering, String bytes, String id, String signed) {

    Transaction read() {
      return TransactionCodec.decode(numbering, HexFormat.of().parseHex(bytes));
    }

    SigningHash hash() {
      Transaction transaction = read();
      return transaction.transfer().coinInputs().isEmpty()
          ? Signing.whole(numbering, transaction)
          : Signing.input(numbering, transaction, 0);
    }
  }

  private static final Known V0 =
      new Known(
          Numbering.RIVCHAIN,
          "00010000000000000022000000000000000000000000000000000000000000000000000000000000"
              + "22013800000000000000656432353531390000000000000000002000000000000000ffffffffffff"
              + "ffffffffffffffffffffffffffffffffffffffffffffffffffff4000000000000000ffffffffffff"
              + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
              + "ffffffffffffffffffffffffffffffffffff00000000000000000000000000000000000000000000"
              + "000001000000000000000100000000000000010000000000000000",
          "5067b0f5fe6d3c9ffc08d26ae3f622a1774b2d7dccf51a0db8d3a761c1e9a922",
          "d1abf4ac5acde71cce252cf87e1b0dba0ef303addc429c344b778fde54407c9d");

  private static final Known V1 =
      new Known(
          Numbering.RIVCHAIN,
          "01f40000000000000001000000000000001100000000000000000000000000000000000000000000"
              + "00000000000000001101800000000000000065643235353139000000000000000000200000000000"
              + "0000ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff400000000000"
              + "0000ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
              + "ffffffffffffffffffffffffffffffffffffffffffffffffffff0100000000000000010000000000"
              + "00000900000000000000000000000000000000000000000000000000010000000000000001000000"
              + "00000000030000000000000000",
          "e1b6a113747c39709b6cce69ada714178ca8d57807ac02edf1e0ca7c4d6913a5",
          "02f649dfb159d4f3a47d30c50237db45f8390abd1dde9b7d4e7edf7864aa52f1");

  private static final Known DESTRUCTION =
      new Known(
          Numbering.RIVCHAIN,
          "8202110000000000000000000000000000000000000000000000000000000000001101c401def123"
              + "def123def123def123def123def123def123def123def123def123def180ef12345ef12345ef1234"
              + "5ef12345ef12345ef12345ef12345ef12345ef12345ef12345ef12345ef12345ef12345ef12345ef"
              + "12345ef12345ef12345ef12345ef020e01c6bf52634000014201e3cbc41bd3cdfec9e01a6be46a35"
              + "099ba0e1e1b793904fce6aa5a444496c6d8102083b9aca0022746573742e2e2e20312c20322e2e2e"
              + "2033",
          "251a6314e88cc3e311c1b577cd469c6ad14ea6a742db4a660cdb9314523aa95f",
          "44c953f3531cf50dbbb9e60ce401d7588854f66e7163056066713defb08f511d");

  private static final Known CREATION =
      new Known(
          Numbering.RIVCHAIN,
          "811c6bee269c2934cb01c401d285f92d6d449d9abb27f4c6cf82713cec0696d62b8c123f1627e054"
              + "dc6d77808000e3cc5bd60e71725523a70109469fe4fb0138b699faed2e6b17ae4a39061275787c60"
              + "e9a966b448e2ad0077daaa46cc5b4da8366402ab2ecfe8bc6dfba7bd0f020ae8d4a51000014201c1"
              + "b7be374bf216311b82eb01bd20e0d51b61883244bd137e94f24ea816c9fbad0000",
          "47312b05a0d33b56205190d76879c6e22bc6a84672c6f17c05db0f2e9e2751b4",
          "f059c9370f8d9d9b8879dfb3a29308cfd98e1e07d190215148a01ac3d760df5c");

  private static final Known AUTHORIZATION =
      new Known(
          Numbering.RIVCHAIN,
          "b146d139ab17b9791106015a080a9259b9d4aaa550e2156f49b1a79a64c7ea463d810d4493e8242e"
              + "67915801c1b7be374bf216311b82eb01bd20e0d51b61883244bd137e94f24ea816c9fbad012a7cac"
              + "291a96bce6c5bedd97bd1672664026da740357e317324e6479bb2daeeb000001c401d285f92d6d44"
              + "9d9abb27f4c6cf82713cec0696d62b8c123f1627e054dc6d77808017fe103d1ee788c204c914ba59"
              + "a152ca9f30e497237bd813d31ac2ba0473d9b93e2bfd4348170d49c0024ad12567931c2d538bfb1c"
              + "c2f19af4a6c554eae01c0400",
          "8216cc89e311b09f87f8fb08e1b923df9fd6a96229439a7cc027fb7d3c1698c3",
          "300d8aa2f890d77275f2caa6fe3ade1d7e9538fb73d4f19ba2a2d3a56164b17f");

  private static final Known AUTHORITY =
      new Known(
          Numbering.TFCHAIN,
          "b16b177d2b892fd85f0001420101f68299b26a89efdb4351a61c3a062321d23edbc1399c8499947c"
              + "1313375609014401336f56368308d77b186e3dab7f8b09f18b4012a823593bb7bde09bebfa1f8982"
              + "0000",
          "48cf9c6d6ddfcdf2349cebe7089ef528d974547df0e817a9d2598bedf57710c6",
          "2fbd92f0c7fc1d7728434e28010e607f0f0cbd483851247301d64f19491051c7");

  private static final List<Known> ALL =
      List.of(V0, V1, DESTRUCTION, CREATION, AUTHORIZATION, AUTHORITY);

  @Test
  void theSeedsTransactionsHaveTheSeedsIds() {
    for (Known known : ALL) {
      assertThat(Ids.of(known.numbering(), known.read())).hasToString(known.id());
      assertThat(TransactionCodec.encode(known.numbering(), known.read()))
          .asHexString()
          .isEqualToIgnoringCase(known.bytes());
    }
  }

  @Test
  void theSeedsTransactionsAreSignedAsTheSeedSignsThem() {
    for (Known known : ALL) {
      assertThat(known.hash().with(_ -> {})).as(known.id()).hasToString(known.signed());
    }
  }

  @Test
  void outputsHaveTheSeedsIds() {
    assertThat(Ids.coinOutput(Numbering.RIVCHAIN, V1.read(), 0))
        .hasToString("ccd0a5782514e12fbd74fe8a2e3d51253282d9f3b85ba7950415fea93475d3b2");
    assertThat(Ids.coinOutput(Numbering.RIVCHAIN, CREATION.read(), 0))
        .hasToString("fccdc553f0c4e60521627d0a32a288a2dd3ea0917ab5e55205405843b1dd8452");
    assertThat(Ids.stakeOutput(Numbering.RIVCHAIN, V1.read(), 0))
        .isNotEqualTo(Ids.coinOutput(Numbering.RIVCHAIN, V1.read(), 0));
  }

  @Test
  void whoeverSignsAnotherPlaceOrMoreSignsSomethingElse() {
    Property.forAll(
        random -> {
          Transaction any = new Samples(random).transaction();
          for (Numbering numbering : Numbering.values()) {
            Hash first = Signing.input(numbering, any, 0).with(_ -> {});
            assertThat(Signing.input(numbering, any, 1).with(_ -> {})).isNotEqualTo(first);
            assertThat(Signing.whole(numbering, any).with(_ -> {})).isNotEqualTo(first);
            assertThat(Signing.input(numbering, any, 0).with(to -> to.octet(0)))
                .isNotEqualTo(first);
          }
        });
  }

  /** Ids cover them, but signatures do not. */
  @Test
  void whatIsShownIsNotSigned() {
    Transaction signed = CREATION.read();
    Transaction.CoinCreation it = (Transaction.CoinCreation) signed;
    Transaction open =
        new Transaction.CoinCreation(
            it.nonce(), new Fulfillment.Nil(), it.outputs(), it.fees(), it.note());
    assertThat(Signing.whole(Numbering.RIVCHAIN, open).with(_ -> {}))
        .hasToString(CREATION.signed());
    assertThat(Ids.of(Numbering.RIVCHAIN, open)).isNotEqualTo(Ids.of(Numbering.RIVCHAIN, signed));
  }

  @Test
  void mintingIsWrittenInTheEncodingOfItsChain() {
    byte[] rivbin = TransactionCodec.encode(Numbering.RIVCHAIN, CREATION.read());
    byte[] siabin = TransactionCodec.encode(Numbering.TFCHAIN, CREATION.read());
    assertThat(siabin).hasSizeGreaterThan(rivbin.length);
    assertThat(TransactionCodec.decode(Numbering.TFCHAIN, siabin)).isEqualTo(CREATION.read());
    assertThatThrownBy(() -> TransactionCodec.decode(Numbering.TFCHAIN, rivbin))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void aVersionThatNobodyKnowsIsRefused() {
    for (int version : List.of(2, 127, 131, 144, 175, 178, 208, 255)) {
      byte[] octets = HexFormat.of().parseHex(V1.bytes());
      octets[0] = (byte) version;
      assertThatThrownBy(() -> TransactionCodec.decode(Numbering.TFCHAIN, octets))
          .hasMessageStartingWith("byte 0: wanted a version of TFCHAIN");
    }
  }
}
