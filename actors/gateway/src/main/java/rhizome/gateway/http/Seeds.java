package rhizome.gateway.http;

import rhizome.runtime.explorer.SeedQuestion;

/** Which question of the seed's an operation asks. */
final class Seeds {

  private Seeds() {}

  static SeedQuestion question(Operation operation, Call call) {
    return switch (operation) {
      case SEED_FACTS -> new SeedQuestion.Facts();
      case SEED_BLOCK -> new SeedQuestion.At(call.segment("height"));
      case SEED_HASH -> new SeedQuestion.Hashed(call.segment("hash"), parameter(call, "minheight"));
      case SEED_NEWEST -> new SeedQuestion.Newest(parameter(call, "history"));
      case SEED_RANGE -> new SeedQuestion.Between(parameter(call, "start"), parameter(call, "end"));
      case SEED_CONSTANTS -> new SeedQuestion.Constants();
      case SEED_DOWNLOADER, SEED_CONSENSUS -> new SeedQuestion.Consensus();
      case SEED_TRANSACTION -> new SeedQuestion.Final(call.segment("transaction"));
      case SEED_COIN -> new SeedQuestion.UnspentCoin(call.segment("output"));
      case SEED_STAKE -> new SeedQuestion.UnspentStake(call.segment("output"));
      case SEED_POOL -> new SeedQuestion.Pool(parameter(call, "unlockhash"));
      default -> throw new IllegalArgumentException(operation + " is none of the seed's");
    };
  }

  private static String parameter(Call call, String name) {
    return call.parameter(name).orElse("");
  }
}
