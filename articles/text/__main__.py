"""The text functions from the command line, without Django.

    python -m articles.text findings < texts.jsonl     {"id","text"} in, {"id","spans","ask"} out
    python -m articles.text claims < texts.jsonl       {"id","text"} in, {"id","claims"} out
    python -m articles.text worth < sentences.jsonl    {"id","text"} in, one sentence each, {"id","score"} out
    python -m articles.text clean FILE                 the text without what was surely injected
    python -m articles.text crossval --data FILE       how well campaigns are found that taught nothing
    python -m articles.text bench                      how fast fragments are found
    python -m articles.text verify PROOF ORIGINAL PUBLISHED   whether a published text follows from what came in
    python -m articles.text anchors                    how well quotes are found again in edited texts

A bad line is answered with its `error` and nothing found, the others are done, and the exit code is 1.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from articles.text.check import MAX_CHARS, check_text
from articles.text.clean import clean
from articles.text.decode import MAX_BYTES, decode
from articles.text.formats import FORMATS, detect_format
from articles.text.refusal import TextRefused

MAX_LINE = 12 * MAX_CHARS + 10_000  # bytes of one JSON line: every character may be written as \uXXXX\uXXXX
# What makes a line bad: malformed or too deep JSON, wrong types, refused text, integers of too many digits.
_BAD_LINE = (ValueError, TypeError, RecursionError)

Answer = Callable[[str, str | None], dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand. Returns the exit code: 0, 1 where an input was refused, 2 for a wrong call."""
    parser = argparse.ArgumentParser(
        prog="python -m articles.text", description=(__doc__ or "").split("\n")[0]
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("findings", "find injected fragments"),
        ("claims", "find statements to check"),
        ("worth", "say how much each sentence is worth checking"),
    ):
        commands.add_parser(name, help=f"{text}: JSON lines with id and text on standard input")
    clean = commands.add_parser("clean", help="print a file without what was surely injected")
    clean.add_argument("file", help="a text, Markdown or HTML file; - reads standard input")
    clean.add_argument("--format", choices=FORMATS, help="do not guess the format")
    crossval = commands.add_parser("crossval", help="judge marked documents with each campaign held out")
    crossval.add_argument(
        "--data", type=Path, required=True, help="JSON lines with id, text, campaign, spans"
    )
    crossval.add_argument("--save", type=Path, help="write the answers to this file")
    crossval.add_argument("--against", type=Path, help="compare with answers saved before")
    crossval.add_argument("--full", action="store_true", help="hold nothing out")
    verify = commands.add_parser("verify", help="check the proof of an edition, offline")
    verify.add_argument("proof", type=Path, help="proof.json, from the edition's address")
    verify.add_argument("original", type=Path, help="the text as it came in")
    verify.add_argument("published", type=Path, help="text.txt, from the edition's address")
    _add_measures(commands)
    options = parser.parse_args(arguments)
    try:
        if options.command == "clean":
            return _clean(options.file, options.format)
        if options.command == "verify":
            return _verify(options.proof, options.original, options.published)
        if options.command == "bench":
            return _bench(options.folders, options.megabytes)
        if options.command == "anchors":
            return _anchors(options.pairs, options.seed)
        if options.command == "crossval":
            return _crossval(options)
        if options.command == "findings":
            return _each_line(_findings, {"spans": [], "ask": []})
        if options.command == "worth":
            return _each_line(_worth, {"score": None})
        return _each_line(_claims, {"claims": []})
    except BrokenPipeError:
        # The reader has gone. Nothing more can be said, and closing must not say it either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _add_measures(commands: Any) -> None:
    bench = commands.add_parser("bench", help="measure how fast fragments are found")
    bench.add_argument(
        "folders", type=Path, nargs="*", help="folders with articles; the sample where none is given"
    )
    bench.add_argument("--megabytes", type=float, default=50)
    anchors = commands.add_parser("anchors", help="measure how well quotes are found again in edited texts")
    anchors.add_argument("--pairs", type=int, default=4000)
    anchors.add_argument("--seed", type=int, default=1)


def _each_line(answer: Answer, empty: dict[str, Any]) -> int:
    failed = False
    source = sys.stdin.buffer
    while line := source.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = source.readline(MAX_LINE)
            found = {"id": None, "error": f"The line is longer than {MAX_LINE:,} bytes.", **empty}
        elif not line.strip():
            continue
        else:
            found = _answer_line(line, answer, empty)
        failed = failed or "error" in found
        sys.stdout.write(json.dumps(found, ensure_ascii=True) + "\n")
        sys.stdout.flush()
    return 1 if failed else 0


def _answer_line(line: bytes, answer: Answer, empty: dict[str, Any]) -> dict[str, Any]:
    name: object = None
    try:
        given = json.loads(line)
        if not isinstance(given, dict):
            raise TypeError("The line must be a JSON object with id and text.")
        name = given.get("id") if isinstance(given.get("id"), str | int) else None
        if "text" not in given or not isinstance(given["text"], str):
            raise TypeError("The line has no text: give it as a string under the name text.")
        form = given.get("format")
        if form is not None and form not in FORMATS:
            raise TypeError(f"The format must be one of {', '.join(FORMATS)}.")
        return {"id": name, **answer(check_text(given["text"]), form)}
    except _BAD_LINE as error:
        said = error.message if isinstance(error, TextRefused) else str(error)
        return {"id": name, "error": said or type(error).__name__, **empty}


def _findings(text: str, form: str | None) -> dict[str, Any]:
    from articles.text.spam import find_spam

    found = find_spam(text, format=form)
    return {
        "spans": [[finding.start, finding.end] for finding in found if finding.sure],
        "ask": [[finding.start, finding.end] for finding in found if not finding.sure],
    }


def _claims(text: str, form: str | None) -> dict[str, Any]:
    from articles.text.claims import find_claims
    from articles.text.spam import find_spam

    spam = [(finding.start, finding.end) for finding in find_spam(text, format=form) if finding.sure]
    return {
        "claims": [
            {
                "start": claim.start,
                "end": claim.end,
                "score": round(claim.score, 4),
                "reasons": list(claim.reasons),
                "claimant": claim.claimant,
            }
            for claim in find_claims(text, format=form, skip=spam)
        ]
    }


def _worth(text: str, form: str | None) -> dict[str, Any]:
    from articles.text.claims.worth import worth

    return {"score": round(worth(text), 4)}


def _crossval(options: argparse.Namespace) -> int:
    from articles.text.spam.crossval import crossval

    try:
        print(crossval(options.data, save=options.save, against=options.against, full=options.full))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{options.data}: cannot be used: {error!r}", file=sys.stderr)
        return 1
    return 0


def _anchors(pairs: int, seed: int) -> int:
    from articles.text.measure_anchors import measure, report

    rows = measure(pairs, seed)
    print(report(rows))
    return 1 if any(row["wrong"] for row in rows.values()) else 0


def _bench(folders: list[Path], megabytes: float) -> int:
    from articles.text.bench import bench

    try:
        print(bench(folders, megabytes=megabytes))
    except (OSError, ValueError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0


def _verify(proof: Path, original: Path, published: Path) -> int:
    from articles.text.proof import MAX_BYTES as PROOF_BYTES
    from articles.text.proof import check_proof, read_proof

    try:
        texts = [decode(_bytes(path, MAX_BYTES)).text for path in (original, published)]
        problems = check_proof(read_proof(_bytes(proof, PROOF_BYTES)), *texts)
    except OSError as error:
        print(f"{error.filename}: {error.strerror or error}", file=sys.stderr)
        return 2
    except TextRefused as error:
        print(f"{original} or {published}: {error.message}", file=sys.stderr)
        return 2
    except ValueError as error:
        print(f"{proof}: {error}", file=sys.stderr)
        return 2
    print("\n".join(problems) or "The published text follows from the original, as the proof says.")
    return 1 if problems else 0


def _bytes(path: Path, most: int) -> bytes:
    with path.open("rb") as source:
        return source.read(most + 1)


def _clean(file: str, form: str | None) -> int:
    from articles.text.spam import find_spam

    try:
        if file == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(file).open("rb") as source:
                data = source.read(MAX_BYTES + 1)
        text = decode(data).text
        found = find_spam(text, format=form or detect_format(text, file))
    except OSError as error:
        print(f"{file}: {error.strerror or error}", file=sys.stderr)
        return 1
    except TextRefused as error:
        print(f"{file}: {error.message}", file=sys.stderr)
        return 1
    cleaned = clean(text, [(finding.start, finding.end) for finding in found if finding.sure])
    sys.stdout.buffer.write(cleaned.text.encode())
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
