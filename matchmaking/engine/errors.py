"""The few ways in which the engine says no."""


class EngineError(Exception):
    """Base of all errors the engine raises on purpose; its text is one clear sentence."""


class StoreError(EngineError):
    """A saved index or statistics folder is missing, damaged, or of another version."""


class InputError(EngineError):
    """A row of an input file cannot be used; the text names file, line and repair."""


class EncoderError(EngineError):
    """The folder of a semantic encoder is missing, incomplete or of an unknown kind, or a package for it is absent."""
