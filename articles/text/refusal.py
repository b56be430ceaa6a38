"""The one error by which the text functions refuse their input."""


class TextRefused(ValueError):
    """The text cannot be taken. `message` tells the person what to do, `code` is stable for programs.

    Codes: empty, too_large, binary, undecodable, nul, surrogate, too_many, too_deep, wrong_type,
    unknown_format.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
