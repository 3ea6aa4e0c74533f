"""What the engine learns from verdicts: a probability, copies, moved vectors, experience, weights of the parts."""
