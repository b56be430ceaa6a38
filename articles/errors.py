"""What can go wrong, said in sentences for the person who did it."""


class NewsroomError(Exception):
    """The base of all refusals; `str(error)` is the sentence shown, `status` the HTTP status that fits."""

    status = 400


class Refused(NewsroomError):
    """The input or the state does not allow it; the sentence says what to do."""


class NotAllowed(NewsroomError):
    """This person may not do it, and the sentence says why."""

    status = 403


class Conflict(NewsroomError):
    """Somebody else was faster: what the person saw is not what is there now."""

    status = 409


class TooMany(NewsroomError):
    """More of it than one sender may send for now."""

    status = 429


class NotReady(NewsroomError):
    """The checklist has open lines; `problems` holds their words."""

    status = 409

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Not ready: " + "; ".join(problems))
