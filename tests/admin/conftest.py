"""For all tests of the desk."""

import pytest


@pytest.fixture(autouse=True)
def _static_root(settings, tmp_path):
    """Nothing is collected for tests, and WhiteNoise warns of a folder that is not there."""
    settings.STATIC_ROOT = tmp_path
