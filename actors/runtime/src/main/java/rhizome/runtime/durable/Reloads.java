package rhizome.runtime.durable;

import rhizome.blueprints.model.Reload;
import rhizome.runtime.durable.proto.Stored;

/** How programs are told of changed endpoints, as a spec stores it. */
final class Reloads {

  private Reloads() {}

  static Stored.Reload write(Reload reload) {
    Stored.Reload.Builder stored = Stored.Reload.newBuilder();
    switch (reload) {
      case Reload.Signal(var name) -> stored.setSignal(name.name());
      case Reload.Command(var command, var timeout) ->
          stored.setCommand(
              Stored.Reload.Command.newBuilder()
                  .addAllCommand(command)
                  .setTimeout(Times.write(timeout)));
    }
    return stored.build();
  }

  static Reload read(Stored.Reload stored) {
    return switch (stored.getReloadCase()) {
      case SIGNAL -> new Reload.Signal(Reload.Name.valueOf(stored.getSignal()));
      case COMMAND ->
          new Reload.Command(
              stored.getCommand().getCommandList(), Times.read(stored.getCommand().getTimeout()));
      case RELOAD_NOT_SET -> throw ProtoSerializer.unknownCase("Reload");
    };
  }
}
