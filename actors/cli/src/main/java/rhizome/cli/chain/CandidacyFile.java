package rhizome.cli.chain;

import java.io.IOException;
import java.nio.file.Path;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.founding.Candidacy;
import rhizome.ledger.json.CandidacyJson;

/** What a host says of its validator, as it lies there or was carried here; no secret. */
public record CandidacyFile(Path path) {

  private static final long BYTES_MAX = 16 * 1024;

  public Candidacy read() {
    try {
      return CandidacyJson.read(OwnFile.read(path, BYTES_MAX));
    } catch (Malformed e) {
      throw new Trouble(ExitCode.FAILED, "%s is no candidacy: %s".formatted(path, e.getMessage()));
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.FAILED,
          "%s cannot be read (%s)".formatted(path, e),
          "'rhizome validator init' writes one");
    }
  }

  public void write(Candidacy candidacy) {
    try {
      OwnFile.write(path, CandidacyJson.write(candidacy).toPrettyString() + "\n");
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be written (%s)".formatted(path, e));
    }
  }
}
