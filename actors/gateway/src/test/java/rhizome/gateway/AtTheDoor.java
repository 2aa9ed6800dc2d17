package rhizome.gateway;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a new grid and an open door to it each time. */
abstract class AtTheDoor {

  @TempDir Path folder = Path.of("");
  final InMemoryGrid grid;
  private final GatewaySettings settings;
  Door door = closed();

  AtTheDoor() {
    this(new InMemoryGrid(), Door.SETTINGS.withPort(0));
  }

  AtTheDoor(InMemoryGrid grid, GatewaySettings settings) {
    this.grid = grid;
    this.settings = settings;
  }

  @SuppressWarnings("NullAway") // replaced before each test
  private static Door closed() {
    return null;
  }

  @BeforeEach
  void open() throws IOException {
    door = Door.to(grid, folder, settings);
  }

  @AfterEach
  void close() {
    door.close();
  }
}
