package rhizome.agent.supplies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import rhizome.agent.handle.Volumes;
import rhizome.agent.life.Job;
import rhizome.agent.process.NotStarted;
import rhizome.blueprints.model.Placeholders;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;

/**
 * What the placeholders of one job stand for on this machine.
 *
 * @param open what may stand among the arguments of a process, where all may read it
 * @param secrets and what may not
 * @param variables what of it a program finds in its environment unasked
 */
public record Known(
    Map<String, String> open, Map<String, String> secrets, Map<String, String> variables) {

  /** Nobody has to see a secret to learn that there is one. */
  @Override
  public String toString() {
    return "Known[open=" + open + ", secrets=" + secrets.keySet() + "]";
  }

  /**
   * @param root the work folder of the agent
   * @param work that of the job
   * @throws NotStarted when a secret is not there
   */
  public static Known of(Job job, Map<String, Integer> ports, Path root, Vault vault, Path work)
      throws NotStarted {
    Map<String, String> open = new TreeMap<>();
    Map<String, String> secrets = new TreeMap<>();
    Map<String, String> variables = new TreeMap<>();
    Supplies supplies = job.spec().supplies();
    ports.forEach((name, number) -> open.put(Placeholders.PORTS + name, number.toString()));
    for (TextFile file : supplies.files()) {
      String path = work.resolve(file.path()).toString();
      open.put(Supplies.FILES + file.name(), path);
      variables.put(file.variable(), path);
    }
    for (Volume volume : supplies.volumes()) {
      String path = Volumes.of(root, job.workload()).resolve(volume.name()).toString();
      open.put(Supplies.VOLUMES + volume.name(), path);
      variables.put(volume.variable(), path);
    }
    for (Secret secret : supplies.secrets()) {
      secrets.put(Supplies.SECRETS + secret.name(), secret(vault, secret.name()));
      if (secret.file()) {
        variables.put(secret.variable(), secrets(work).resolve(secret.name()).toString());
      }
    }
    return new Known(
        Collections.unmodifiableMap(open),
        Collections.unmodifiableMap(secrets),
        Collections.unmodifiableMap(variables));
  }

  /** Where secrets lie that a program reads from files; beside what it may write to. */
  static Path secrets(Path work) {
    return work.resolveSibling("secrets");
  }

  /** The text with everything but secrets filled in. */
  public String fill(String text) throws NotStarted {
    return fill(text, open);
  }

  /** The text with everything filled in. */
  public String fillSecretly(String text) throws NotStarted {
    Map<String, String> all = new TreeMap<>(open);
    all.putAll(secrets);
    return fill(text, all);
  }

  private static String fill(String text, Map<String, String> known) throws NotStarted {
    try {
      return Placeholders.fillAll(text, known);
    } catch (IllegalArgumentException e) {
      throw new NotStarted(String.valueOf(e.getMessage()));
    }
  }

  private static String secret(Vault vault, String name) throws NotStarted {
    try {
      return vault
          .find(name)
          .orElseThrow(
              () ->
                  new NotStarted(
                      ("there is no secret '%s' on this node:"
                              + " `rhizome secret set %s` puts it there")
                          .formatted(name, name)));
    } catch (IOException e) {
      throw new NotStarted("the secret '%s' cannot be read: %s".formatted(name, e.getMessage()));
    }
  }
}
