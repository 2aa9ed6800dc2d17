package rhizome.runtime.durable;

import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.runtime.durable.proto.Stored;

/** What programs are given, as several entities store it. */
final class SuppliesForm {

  private SuppliesForm() {}

  static Stored.Supplies write(Supplies supplies) {
    Stored.Supplies.Builder stored = Stored.Supplies.newBuilder();
    for (TextFile file : supplies.files()) {
      stored.addFiles(
          Stored.Supplies.File.newBuilder()
              .setName(file.name())
              .setPath(file.path())
              .setMode(file.mode())
              .setText(file.text()));
    }
    for (Volume volume : supplies.volumes()) {
      stored.addVolumes(
          Stored.Supplies.Volume.newBuilder()
              .setName(volume.name())
              .setPath(volume.path())
              .setSizeBytes(volume.sizeBytes()));
    }
    for (Secret secret : supplies.secrets()) {
      stored.addSecrets(
          Stored.Supplies.Secret.newBuilder().setName(secret.name()).setFile(secret.file()));
    }
    return stored.build();
  }

  static Supplies read(Stored.Supplies stored) {
    return new Supplies(
        stored.getFilesList().stream()
            .map(f -> new TextFile(f.getName(), f.getPath(), f.getMode(), f.getText()))
            .toList(),
        stored.getVolumesList().stream()
            .map(v -> new Volume(v.getName(), v.getPath(), v.getSizeBytes()))
            .toList(),
        stored.getSecretsList().stream().map(s -> new Secret(s.getName(), s.getFile())).toList());
  }
}
