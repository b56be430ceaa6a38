"""What the two READMEs say is so."""

from django.core.management import call_command


def test_diagrams_are_those_of_the_tables():
    call_command("draw_workflows", check=True)
