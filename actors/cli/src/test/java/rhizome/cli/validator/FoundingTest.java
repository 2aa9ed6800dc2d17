package rhizome.cli.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.chain.ChainFolder;
import rhizome.cli.chain.OwnChain;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.key.KeyPair;
import rhizome.runtime.validator.ChainReveals;

/** Hosts that make keys, found a chain and adopt it, without any grid. */
class FoundingTest {

  private static final String TIME = "2027-01-01T00:00:00Z";
  private static final int LENGTH = 20;

  @TempDir private Path folder;

  static String address(int number) {
    return Address.of(KeyPair.of(Blake.of(new byte[] {(byte) number})).publicKey()).toString();
  }

  @BeforeEach
  void passphrases() throws IOException {
    secret("right", "correct horse\n");
    secret("wrong", "battery staple\n");
  }

  private Path secret(String name, String text) throws IOException {
    Path file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }

  private Path data(String host) throws IOException {
    Path data = Files.createDirectories(folder.resolve(host));
    Files.writeString(data.resolve("rhizome.conf"), "rhizome.ledger.beacon-length = " + LENGTH);
    return data;
  }

  private static Said validator(String... words) {
    List<String> all = new ArrayList<>(List.of("validator"));
    all.addAll(List.of(words));
    return ScriptedTerminal.NOBODY.run(all.toArray(String[]::new));
  }

  private Said init(String host, String... more) throws IOException {
    return initUnder("right", host, more);
  }

  private Said initUnder(String passphrase, String host, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "init",
                "--data",
                data(host).toString(),
                "--passphrase-file",
                folder.resolve(passphrase).toString(),
                "--payout",
                address(1)));
    words.addAll(List.of(more));
    return validator(words.toArray(String[]::new));
  }

  private Path candidacy(String host) {
    return folder.resolve(host).resolve("ledger/candidacy.json");
  }

  private Said found(Path chain, String... more) {
    List<String> words =
        new ArrayList<>(List.of("found", chain.toString(), "--treasury", address(9)));
    words.addAll(List.of(more));
    return validator(words.toArray(String[]::new));
  }

  @Test
  void aKeyIsMadeOnceAndOpensTheMembersChain() throws IOException {
    Said made = init("a", "--commission", "2.5", "-o", "json");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.json().at("commission").number()).isEqualTo(250);
    assertThat(made.out().strip())
        .as("what is shown is what lies there")
        .isEqualToIgnoringWhitespace(Files.readString(candidacy("a")).strip());
    ChainFolder own = ChainFolder.in(folder.resolve("a"));
    Path key = own.keys().resolve("validator.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    String before = Files.readString(key);
    assertThat(before).contains("\"memory-kib\" : 65536");

    Said again = init("a");
    assertThat(again.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(again.err()).contains("there is a key in " + key, "is not replaced", "--data");
    assertThat(Files.readString(key)).isEqualTo(before);

    Path chain = folder.resolve("chain.json");
    assertThat(found(chain, "--candidate", candidacy("a") + ":2000").code()).isZero();
    String adopted = validator("adopt", chain.toString(), "--data", own.path() + "/..").out();
    assertThat(adopted).contains("its key is a founder's");
    OwnChain opened = OwnChain.open(own, folder.resolve("right"));
    Genesis.Founder founder = opened.constitution().genesis().founders().getFirst();
    assertThat(opened.follows()).isFalse();
    assertThat(KeyPair.of(opened.keys().getFirst()).publicKey()).isEqualTo(founder.key());
    assertThat(founder.terms().commitment())
        .isEqualTo(ChainReveals.commitment(opened.keys().getFirst(), LENGTH));
  }

  @Test
  void whoWasKilledBeforeTheCandidacyWritesItOfTheSameKey() throws IOException {
    String made = init("a", "-o", "json").out();
    Files.delete(candidacy("a"));
    assertThat(init("a", "-o", "json").out()).isEqualTo(made);
    Files.delete(candidacy("a"));
    assertThat(initUnder("wrong", "a").err()).contains("that is not the passphrase of");
    assertThat(candidacy("a")).doesNotExist();
  }

  @Test
  void withTheSameTimeTheSameWordsMakeTheSameChainInAnyOrder() throws IOException {
    init("a");
    init("b");
    init("c");
    String a = candidacy("a") + ":40000";
    String b = candidacy("b") + ":40000";
    String c = candidacy("c") + ":20000";
    Path one = folder.resolve("one.json");
    Path other = folder.resolve("other.json");
    Said found =
        found(
            one,
            "--candidate",
            a,
            "--candidate",
            b,
            "--candidate",
            c,
            "--time",
            TIME,
            "-o",
            "json");
    assertThat(found.code()).as(found.err()).isZero();
    found(other, "--candidate", c, "--candidate", a, "--candidate", b, "--time", TIME);
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(other));
    assertThat(found(one, "--candidate", a).err()).contains("is not replaced");
    Json told = found.json();
    assertThat(told.at("time").text()).isEqualTo(TIME);
    assertThat(told.at("founders").items())
        .filteredOn(it -> it.at("mayBeMissing").isTrue())
        .singleElement()
        .satisfies(it -> assertThat(it.at("stake").text()).isEqualTo("20000"));
  }

  private Said adopt(Path chain, String host) {
    return validator("adopt", chain.toString(), "--data", folder.resolve(host).toString());
  }

  @Test
  void aMemberAdoptsOneChainAndNoOther() throws IOException {
    init("a");
    init("b");
    Path one = folder.resolve("one.json");
    Path later = folder.resolve("later.json");
    found(one, "--candidate", candidacy("a") + ":2000", "--time", TIME);
    found(later, "--candidate", candidacy("a") + ":2000", "--time", "2027-01-02T00:00:00Z");
    assertThat(adopt(one, "a").code()).isZero();
    assertThat(adopt(one, "a").code()).as("the same again").isZero();
    Said another = adopt(later, "a");
    assertThat(another.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(another.err()).contains("there is another chain in", "is not replaced");
    assertThat(adopt(one, "b").out()).contains("'rhizome validator join' enrols it");
    assertThat(adopt(one, "d").out()).contains("no key: it follows");
  }

  @Test
  void rulesMayDifferFromThoseOfAChainThatIsThereToTryThings() throws IOException {
    init("a");
    Path chain = folder.resolve("chain.json");
    String candidate = candidacy("a") + ":70";
    assertThat(found(chain, "--candidate", candidate).err()).contains("1000 at least, not 70");
    assertThat(
            found(
                    chain,
                    "--candidate",
                    candidate,
                    "--bond-min",
                    "50",
                    "--epoch",
                    "7",
                    "--unbonding",
                    "9",
                    "--reward",
                    "0.5",
                    "--coins",
                    "12",
                    "--no-minting")
                .code())
        .isZero();
    var found = new rhizome.cli.chain.ConstitutionFile(chain).read();
    var chapter = found.rules().at(1);
    var staking = chapter.staking().orElseThrow();
    assertThat(staking.bondMin()).isEqualTo(50);
    assertThat(staking.epochBlocks()).isEqualTo(7);
    assertThat(staking.unbonding()).isEqualTo(9);
    assertThat(chapter.charges().reward()).isEqualTo(500_000_000);
    assertThat(found.genesis().coins().getFirst().units()).isEqualTo(12_000_000_000L);
    assertThat(found.genesis().minters()).isEmpty();
    assertThat(found(folder.resolve("x"), "--candidate", candidate, "--epoch", "0").err())
        .contains("these are no rules of a chain");
  }

  @Test
  void whatIsMistakenIsSaid() throws IOException {
    init("a");
    Path chain = folder.resolve("chain.json");
    assertThat(found(chain, "--candidate", "a.json").err()).contains("is not FILE:STAKE");
    assertThat(found(chain, "--candidate", folder.resolve("no.json") + ":5").err())
        .contains("cannot be read", "rhizome validator init");
    Path bent = folder.resolve("bent.json");
    Files.writeString(bent, Files.readString(candidacy("a")).replace(address(1), address(2)));
    assertThat(found(chain, "--candidate", bent + ":5000").err())
        .contains(bent + " is no candidacy", "over its terms");
    assertThat(found(chain, "--candidate", candidacy("a") + ":5000", "--time", "noon").err())
        .contains("'noon' is no time");
    assertThat(chain).doesNotExist();
    assertThat(init("b", "--commission", "101").err()).contains("no percentage");
    assertThat(validator("init", "--data", data("c").toString(), "--payout", address(1)).err())
        .contains("nobody sits here to be asked");
    assertThat(
            validator(
                    "init",
                    "--data",
                    data("c").toString(),
                    "--wallet",
                    folder.resolve("w.json").toString())
                .err())
        .contains("there is no wallet", "--payout names an address");
    assertThat(validator("status", "--data", data("c").toString()).err())
        .contains("there is no key of a validator", "rhizome validator init");
    assertThat(validator().err()).contains("what to do is missing: init");
    Files.writeString(data("e").resolve("rhizome.conf"), "rhizome.ledger.beacon-length = soon");
    assertThat(
            validator(
                    "init",
                    "--data",
                    folder.resolve("e").toString(),
                    "--payout",
                    address(1),
                    "--passphrase-file",
                    folder.resolve("right").toString())
                .err())
        .contains("beacon-length");
    assertThat(folder.resolve("e/ledger")).doesNotExist();
  }
}
