"""The log as evidence: signed checkpoints, proofs, verification from the stored bytes, and export."""
