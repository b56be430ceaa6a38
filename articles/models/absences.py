"""Who is away."""

from django.conf import settings
from django.db import models


class Absence(models.Model):
    """Somebody is away: until `back_on` no claim is given to them. What they have stays theirs until it is due.

    One row a person, gone when they say that they are back; the log keeps the history.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absence")
    back_on = models.DateField(help_text="The first day on which they are back.")

    class Meta:
        ordering = ["back_on", "person"]

    def __str__(self) -> str:
        return f"{self.person.get_username()}, back on {self.back_on}"
