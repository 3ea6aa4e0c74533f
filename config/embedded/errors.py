"""The one error of this package."""


class ServerUnavailable(SystemExit):
    """A server cannot be had; the message is one sentence with the remedy.

    It is a SystemExit because it is met while settings load: whatever process that is, it ends with the sentence and
    code 1 instead of a traceback.
    """
