package rhizome.ledger.chain.state;

import java.util.List;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Epoch;

/** What takes back the block {@code of}, in the size of what it changed. */
public record Undo(
    BlockId of,
    Ledger.Tip tip,
    long supply,
    Offices.Holders holders,
    Delta<Unspent> coins,
    Delta<Unspent> stakes,
    Delta<Mark> nonces,
    Delta<Mark> admitted,
    Delta<Enrolled> validators,
    List<Epoch> epochs) {}
