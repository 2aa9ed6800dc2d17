package rhizome.ledger.replica;

import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;

/** Inputs and outputs in few words; a value by its first letters. */
record Story(Country country) {

  String of(Input input) {
    return switch (input) {
      case Input.Started _ -> "started";
      case Input.Arrived(_, _, var message) -> "told " + of(message);
      case Input.Offered it ->
          "offered %d entries for round %d of height %d"
              .formatted(it.entries().size(), it.round(), it.height());
      case Input.TimedOut it -> "timeout %s of round %d".formatted(it.timer(), it.round());
      case Input.RetellingDue _ -> "retelling due";
    };
  }

  String of(Output output) {
    return switch (output) {
      case Output.Keep(var candidate) -> "keep " + of(candidate);
      case Output.Persist(var it) ->
          "persist height %d, round %d, %s"
              .formatted(it.number(), it.round(), it.phase().getClass().getSimpleName());
      case Output.Store(var it) ->
          "store %s by %s".formatted(of(it.candidate()), it.certificate().numbers());
      case Output.Save(var it) -> "save all of height " + it.height();
      case Output.Forget(var below) -> "forget blocks below " + below;
      case Output.Broadcast(var said) -> "say " + of(said);
      case Output.Tell(_, var message) -> "tell " + of(message);
      case Output.Serve(_, var from, var count) -> "tell %d blocks from %d".formatted(count, from);
      case Output.ScheduleTimeout it ->
          "schedule %s of round %d of height %d".formatted(it.timer(), it.round(), it.height());
      case Output.ScheduleRetelling _ -> "schedule retelling";
      case Output.AskEntries it ->
          "ask for entries for round %d of height %d".formatted(it.round(), it.height());
      case Output.Committed(var it, var ledger) ->
          "committed height %d, supply %d".formatted(it.height(), ledger.supply());
      case Output.Accuse(var it) -> "accuse " + who(it.first());
      case Output.Idle it -> "nothing to propose: " + it.why();
      case Output.Refused(var why, _) -> "refused: " + why;
      case Output.NotCounted(var why) -> "not counted: " + why;
    };
  }

  private String of(Message message) {
    return switch (message) {
      case Message.Said(var signed, var candidate, _) ->
          of(signed) + candidate.map(it -> " with " + of(it)).orElse("");
      case Message.Position(var height, var news) ->
          "position %d and %d statements".formatted(height, news.size());
      case Message.Blocks(var blocks) -> blocks.size() + " blocks";
      case Message.Offer(var link, _) -> "of a snapshot of height " + link.header().height();
      case Message.WantShare(var height, var from) ->
          "to want of height %d what is from %s on".formatted(height, name(from));
      case Message.Share it -> "%d items of height %d".formatted(it.items().size(), it.height());
      case Message.Accusation(var evidence) -> "what convicts " + who(evidence.first());
    };
  }

  private String of(Candidate it) {
    return "block %s of height %d with %d entries"
        .formatted(name(it.value()), it.header().height(), it.block().entries().size());
  }

  private String of(Signed signed) {
    String what =
        switch (signed) {
          case Vote it -> it.kind() + " " + it.value().map(Story::name).orElse("nil");
          case Proposal it -> "PROPOSAL " + name(it.value());
        };
    return "%s of round %d of height %d by %d"
        .formatted(what, signed.round(), signed.height(), who(signed));
  }

  private int who(Signed signed) {
    return country.validators().number(signed.validator());
  }

  private static String name(Hash value) {
    return value.hex().substring(0, 6);
  }
}
