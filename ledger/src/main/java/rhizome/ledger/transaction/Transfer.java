package rhizome.ledger.transaction;

import java.util.List;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.money.Amount;

/** Coins and block stake that change hands; at most 83 bytes of a note on the seed's chains. */
public record Transfer(
    List<Input> coinInputs,
    List<Output> coinOutputs,
    List<Input> stakeInputs,
    List<Output> stakeOutputs,
    List<Amount> fees,
    Bytes note) {

  public static final Transfer EMPTY =
      new Transfer(List.of(), List.of(), List.of(), List.of(), List.of(), Bytes.EMPTY);

  public Transfer {
    coinInputs = List.copyOf(coinInputs);
    coinOutputs = List.copyOf(coinOutputs);
    stakeInputs = List.copyOf(stakeInputs);
    stakeOutputs = List.copyOf(stakeOutputs);
    fees = List.copyOf(fees);
  }
}
