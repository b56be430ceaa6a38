"""A property that is told when somebody asks for it, and then kept.

`functools.cached_property` does the same, and until Python 3.12 takes a lock each time, which cost a twentieth of the
whole finder.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Told = TypeVar("Told")


class once(Generic[Told]):
    """Decorator of a method without arguments. What it returned stands in the object in its place from then on."""

    def __init__(self, tell: Callable[[Any], Told]) -> None:
        self.tell, self.name, self.__doc__ = tell, tell.__name__, tell.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> "once[Told]": ...
    @overload
    def __get__(self, owner: object, kind: type) -> Told: ...
    def __get__(self, owner: object | None, kind: type) -> "once[Told] | Told":
        if owner is None:
            return self
        told = owner.__dict__[self.name] = self.tell(owner)
        return told
