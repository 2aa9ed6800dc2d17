package rhizome.ledger.replica;

import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Estate;
import rhizome.ledger.header.StateRoot;
import rhizome.ledger.light.Link;

/** A candidate that is right, and what holds once it is agreed on. */
public record Prospect(Candidate candidate, Estate estate, StateRoot root) {

  /** After {@code before}, on the word of {@code certificate}. */
  Standing become(Standing before, Certificate certificate) {
    return Standing.at(
        new Link(candidate.header(), certificate, before.validators(), estate.voters()),
        estate,
        root,
        before.way());
  }
}
