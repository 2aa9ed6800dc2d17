package rhizome.agent.supplies;

import java.nio.file.Path;
import java.util.Optional;
import rhizome.agent.handle.Volumes;
import rhizome.agent.life.Job;
import rhizome.agent.process.NotStarted;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;

/** Gives a job what its spec says, before each of its processes. */
public record Delivery(Volumes volumes) {

  /**
   * @param work the job's own folder, which is there
   * @throws NotStarted when something cannot be given, and why
   */
  public void deliver(Job job, Known known, Path work) throws NotStarted {
    Supplies supplies = job.spec().supplies();
    if (supplies.none()) {
      return;
    }
    Placing placing = new Placing(work);
    volumes.use(job.workload(), supplies.volumes());
    for (Volume volume : supplies.volumes()) {
      Path target = volumes.of(job.workload(), volume.name());
      placing.link("its volume '" + volume.name() + "'", Path.of(volume.path()), target);
    }
    for (TextFile file : supplies.files()) {
      String text = known.fillSecretly(file.text());
      placing.file("its file '" + file.name() + "'", Path.of(file.path()), file.mode(), text);
    }
    Placing secretly = new Placing(Known.secrets(work));
    for (Secret secret : supplies.secrets()) {
      Optional<String> text =
          Optional.ofNullable(known.secrets().get(Supplies.SECRETS + secret.name()));
      if (secret.file() && text.isPresent()) {
        String what = "its secret '" + secret.name() + "'";
        secretly.file(what, Path.of(secret.name()), TextFile.PRIVATE, text.get());
      }
    }
  }
}
