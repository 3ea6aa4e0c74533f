"""How good the engine is on judged pairs: each figure beside what it must beat, with its interval."""
