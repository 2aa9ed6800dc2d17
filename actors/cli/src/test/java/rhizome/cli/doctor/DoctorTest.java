package rhizome.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;

class DoctorTest {

  @TempDir private Path data;

  @Test
  void aHealthyGridEndsWellAndSaysSo() throws IOException {
    try (LoopbackGrid grid = new LoopbackGrid(data)) {
      Said said = grid.run("doctor");
      assertThat(said.out()).contains("all is well", "1 members, journal 3 ms");
      assertThat(said.code()).isZero();
    }
  }

  @Test
  void whatIsWrongIsShownWithItsRemedyAndEndsBadly() throws IOException {
    try (LoopbackGrid grid = new LoopbackGrid(data)) {
      grid.world().lose("n1");
      Said said = grid.run("doctor");
      assertThat(said.out()).contains("wrong", "node n1: is offline", "start its agent again");
      assertThat(said.code()).isEqualTo(1);
      assertThat(grid.run("doctor", "-o", "json").out())
          .contains("\"severity\": \"wrong\"", "\"remedy\":", "\"observed\":");
      assertThat(grid.run("doctor", "-o", "yaml").out()).contains("findings:");
    }
  }
}
