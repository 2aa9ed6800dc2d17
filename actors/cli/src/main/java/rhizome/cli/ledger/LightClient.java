package rhizome.cli.ledger;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Item;
import rhizome.ledger.light.Claim;
import rhizome.ledger.light.Doubt;
import rhizome.ledger.light.Journey;
import rhizome.ledger.light.Journey.Stage;
import rhizome.ledger.light.Link;
import rhizome.ledger.light.Trust;

/**
 * Asks a grid for headers and proofs and believes none of them on its word. Is changed in place: it
 * counts what it asks for.
 */
final class LightClient {

  /** Headers on the way; each halves what is left, so this is far. */
  private static final int ASKS_MAX = 1_000;

  private static final String LAST = "last";
  private static final String OTHERS = "ask another member, and trust nothing that this one says";

  private final Function<String, Json> grid;
  private final Trust.Terms terms;
  private int asked;

  /**
   * @param grid what it answers to a path of its API
   */
  LightClient(Function<String, Json> grid, Trust.Terms terms) {
    this.grid = grid;
    this.terms = terms;
  }

  /** What is said to hold after the block of a height. */
  record Shown(long height, Claim claim) {}

  /**
   * What is to be shown.
   *
   * @param path where a grid shows it
   * @param is whether a claim is about that, and nothing else
   */
  record Wanted(String path, Predicate<Claim> is) {

    static Wanted transaction(Hash id) {
      return new Wanted(
          "transactions/" + id.hex(),
          claim -> claim instanceof Claim.Contains(var entry, _) && entry.id().hash().equals(id));
    }

    static Wanted coin(Hash id) {
      return output("coins/", Item.Kind.COIN, id);
    }

    static Wanted stake(Hash id) {
      return output("stakes/", Item.Kind.STAKE, id);
    }

    private static Wanted output(String path, Item.Kind wanted, Hash id) {
      return new Wanted(
          path + id.hex(),
          claim ->
              switch (claim) {
                case Claim.Holds(var item, _) -> item.kind() == wanted && item.name().equals(id);
                case Claim.Lacks(var kind, var name, _) -> kind == wanted && name.equals(id);
                case Claim.Contains _ -> false;
              });
    }
  }

  /** How many headers it asked for. */
  int asked() {
    return asked;
  }

  Link last() {
    return link(LAST);
  }

  Link link(long height) {
    Link link = link(Long.toString(height));
    if (link.header().height() != height) {
      throw new Trouble(
          ExitCode.FAILED,
          "asked for block %d the grid shows block %d".formatted(height, link.header().height()),
          OTHERS);
    }
    return link;
  }

  private Link link(String which) {
    asked++;
    return decoded("/v1/ledger/links/" + which, "link", Link::decode);
  }

  Shown shown(Wanted wanted) {
    String path = "/v1/ledger/proofs/" + wanted.path();
    Json answer = grid.apply(path);
    Claim claim = decoded(answer, path, "claim", Claim::decode);
    if (!wanted.is().test(claim)) {
      throw new Trouble(
          ExitCode.FAILED, "asked for %s the grid shows something else".formatted(path), OTHERS);
    }
    return new Shown(answer.at("height").number(), claim);
  }

  private <T> T decoded(String path, String member, Function<byte[], T> decode) {
    return decoded(grid.apply(path), path, member, decode);
  }

  private static <T> T decoded(
      Json answer, String path, String member, Function<byte[], T> decode) {
    try {
      return decode.apply(Bytes.ofHex(answer.at(member).text()).toArray());
    } catch (Malformed e) {
      throw new Trouble(
          ExitCode.FAILED, "what %s answers is no %s: %s".formatted(path, member, e.getMessage()));
    }
  }

  /** In the header of that name, which somebody said who is trusted. */
  Trust trusted(long height, Hash header) {
    return Trust.of(header, link(height))
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.FAILED,
                    "the header of block %d is not %s on this grid".formatted(height, header),
                    "one of the two is of another chain, or lies: ask whoever named it"));
  }

  /** From what is trusted to a header that is shown, by others where it needs them. */
  Trust walk(Trust from, Link goal) {
    if (goal.header().height() == from.height()) {
      from.doubtOfSame(goal, terms)
          .ifPresent(
              doubt -> {
                throw doubted(from.height(), doubt);
              });
      return from;
    }
    Stage stage = Journey.begin(from, goal, ASKS_MAX, terms);
    while (stage instanceof Stage.Needs(var journey, long height)) {
      stage = journey.with(link(height), terms);
    }
    return switch (stage) {
      case Stage.Arrived(var trust) -> trust;
      case Stage.Ended(var doubt) -> throw doubted(goal.header().height(), doubt);
      case Stage.Needs _ -> throw new IllegalStateException("it was given what it needs");
    };
  }

  /** Whether the claim is so, for who believes that link. */
  static void check(Claim claim, Link believed) {
    Optional<Doubt> doubt = claim.doubt(believed.header());
    if (doubt.isPresent()) {
      throw doubted(believed.header().height(), doubt.get());
    }
  }

  private static Trouble doubted(long height, Doubt doubt) {
    return new Trouble(
        ExitCode.FAILED,
        "what the grid shows of block %d is not believed: %s".formatted(height, doubt),
        remedy(doubt));
  }

  private static String remedy(Doubt doubt) {
    return switch (doubt) {
      case TRUST_EXPIRED, TOO_FEW_TRUSTED ->
          "begin at a newer header that somebody has seen whom you trust: --header HEIGHT:ID";
      case NOT_LATER -> "begin before that block: --header names one, or leave it out";
      case OTHER_CHAIN -> "--chain names how the chain begins that is meant";
      case WRONG_TIME, SETS_NOT_NAMED, NOT_NEXT, OTHER_HEADER, BAD_CERTIFICATE, NOT_SHOWN -> OTHERS;
    };
  }
}
