package rhizome.agent.handle;

import java.util.ArrayList;
import java.util.List;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;

/**
 * What a workload is given, as lines; of secrets their names alone. Nothing is written where there
 * is nothing, so that texts of older agents are those of newer ones.
 */
final class SuppliesLines {

  private static final String FILES = "files";
  private static final String VOLUMES = "volumes";
  private static final String SECRETS = "secrets";

  private SuppliesLines() {}

  static void write(Lines lines, Supplies supplies) {
    List<String> files = new ArrayList<>();
    for (TextFile file : supplies.files()) {
      files.addAll(List.of(file.name(), file.path(), Integer.toString(file.mode()), file.text()));
    }
    List<String> volumes = new ArrayList<>();
    for (Volume volume : supplies.volumes()) {
      volumes.addAll(List.of(volume.name(), volume.path(), Long.toString(volume.sizeBytes())));
    }
    List<String> secrets = new ArrayList<>();
    for (Secret secret : supplies.secrets()) {
      secrets.addAll(List.of(secret.name(), Boolean.toString(secret.file())));
    }
    put(lines, FILES, files);
    put(lines, VOLUMES, volumes);
    put(lines, SECRETS, secrets);
  }

  static Supplies read(Lines lines) {
    List<TextFile> files = new ArrayList<>();
    for (List<String> part : parts(lines, FILES, 4)) {
      int mode = Integer.parseInt(part.get(2));
      files.add(new TextFile(part.get(0), part.get(1), mode, part.get(3)));
    }
    List<Volume> volumes = new ArrayList<>();
    for (List<String> part : parts(lines, VOLUMES, 3)) {
      volumes.add(new Volume(part.get(0), part.get(1), Long.parseLong(part.get(2))));
    }
    List<Secret> secrets = new ArrayList<>();
    for (List<String> part : parts(lines, SECRETS, 2)) {
      secrets.add(new Secret(part.get(0), Boolean.parseBoolean(part.get(1))));
    }
    return new Supplies(files, volumes, secrets);
  }

  private static void put(Lines lines, String key, List<String> flat) {
    if (!flat.isEmpty()) {
      lines.putAll(key, flat);
    }
  }

  private static List<List<String>> parts(Lines lines, String key, int size) {
    List<String> flat = lines.find(key + ".count").isPresent() ? lines.list(key) : List.of();
    List<List<String>> parts = new ArrayList<>();
    for (int i = 0; i + size <= flat.size(); i += size) {
      parts.add(flat.subList(i, i + size));
    }
    return parts;
  }
}
