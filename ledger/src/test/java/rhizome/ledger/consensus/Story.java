package rhizome.ledger.consensus;

import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** Inputs and outputs in few words. */
final class Story {

  private Story() {}

  static String of(Input input) {
    return switch (input) {
      case Input.Start _ -> "start";
      case Input.StartHeight(var height) -> "height " + height.number();
      case Input.ValueReady it -> "value " + name(it.value());
      case Input.ProposalReceived(var it, var valid) ->
          full(it) + (valid ? "" : ", which is not valid");
      case Input.VoteReceived(var it) -> full(it);
      case Input.CertificateReceived(var it) -> "certificate of " + name(it.value());
      case Input.TimedOut it -> "timeout " + it.timer() + " of round " + it.round();
    };
  }

  static String of(Output output) {
    return switch (output) {
      case Output.Persist(var state) ->
          "persist round %d, %s, locked %s, valid %s"
              .formatted(
                  state.round(),
                  state.phase().getClass().getSimpleName(),
                  choice(state.locked().orElse(null)),
                  choice(state.valid().orElse(null)));
      case Output.Broadcast(var message) -> "say " + full(message);
      case Output.ScheduleTimeout it -> "schedule " + it.timer() + " of round " + it.round();
      case Output.Propose it -> "ask for a value for round " + it.round();
      case Output.Decided(var height, var it) ->
          "decided %s at %d in round %d by %s"
              .formatted(name(it.value()), height, it.round(), it.numbers());
      case Output.Accuse(var it) ->
          "accuse " + who(it.guilty()) + ": " + brief(it.first()) + ", " + brief(it.second());
      case Output.NewRound it -> "round " + it.round() + " of height " + it.height();
      case Output.Refused(_, var why) -> "refused: " + why;
    };
  }

  static String brief(Signed message) {
    return switch (message) {
      case Vote it -> it.kind() + " " + it.value().map(Story::name).orElse("nil");
      case Proposal it -> "PROPOSAL " + name(it.value()) + " " + it.validRound();
    };
  }

  private static String full(Signed it) {
    return "%s of round %d by %s".formatted(brief(it), it.round(), who(it.validator()));
  }

  private static int who(PublicKey key) {
    return Table.SET.all().stream().map(Validator::key).toList().indexOf(key);
  }

  private static String choice(@org.jspecify.annotations.Nullable Choice choice) {
    return choice == null ? "nothing" : name(choice.value()) + " of round " + choice.round();
  }

  private static String name(Hash value) {
    return value.equals(Table.V) ? "v" : value.equals(Table.W) ? "w" : value.hex();
  }
}
