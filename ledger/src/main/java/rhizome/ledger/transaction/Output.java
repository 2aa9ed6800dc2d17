package rhizome.ledger.transaction;

import rhizome.ledger.condition.Condition;
import rhizome.ledger.money.Amount;

/** So many units, of coins or of block stake, under a condition. */
public record Output(Amount value, Condition condition) {}
