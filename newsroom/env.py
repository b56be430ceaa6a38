"""Reads settings from the environment and refuses nonsense with a sentence that says what to do."""

import os

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; say 1 or 0.")


def integer(name: str, default: int, *, low: int, high: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name} is {value!r}; give a whole number from {low} to {high}.")
    return int(value)


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    value = text(name).lower() or default
    if value not in among:
        raise ImproperlyConfigured(f"{name} is {value!r}; say one of {', '.join(among)}.")
    return value


def share(name: str, default: float) -> float:
    value = text(name)
    try:
        number = float(value) if value else default
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise ImproperlyConfigured(f"{name} is {value!r}; give a number from 0 to 1, such as 0.2.")
    return number


def days(name: str, defaults: dict[str, int]) -> dict[str, int]:
    """`waiting=2,taken=3`: whole days for some of the named steps; the others keep their default."""
    found = dict(defaults)
    for item in listing(name):
        step, _, value = (part.strip() for part in item.partition("="))
        if step not in defaults or not value.isdecimal() or not 1 <= int(value) <= 365:
            steps = ", ".join(defaults)
            raise ImproperlyConfigured(
                f"{name} holds {item!r}; say {steps} with 1 to 365 days, as waiting=2."
            )
        found[step] = int(value)
    return found


def listing(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in text(name, default).split(",") if item.strip()]
