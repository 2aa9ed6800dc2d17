package rhizome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Blueprints as files. */
public final class BlueprintFile {

  private BlueprintFile() {}

  /** Writes one of these services, which begin at the left margin. */
  public static Path write(Path folder, String robot, String services) throws IOException {
    String text = "blueprint: v1\nname: " + robot + "\nservices:\n" + services.indent(2);
    return Files.writeString(folder.resolve(robot + ".yaml"), text);
  }
}
