"""Tests of Newsroom; README.md says how they are run."""

import os
import sys
from pathlib import Path

# Compiling our modules with pytest's rewriting takes 11 s of processor time, in every process of a run. Where Python is
# told to write no compiled files beside the sources, they are kept in the folder of pytest's cache instead.
if sys.dont_write_bytecode:
    compiled = str(Path(__file__).resolve().parent.parent / ".pytest_cache" / "compiled")
    sys.dont_write_bytecode, sys.pycache_prefix = False, compiled
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = compiled
