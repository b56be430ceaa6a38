"""What a publication costs: processor time to render, compress and write all pages that one article touches.

    python -m tests.bench.publish [--articles 200] [--rounds 20] [--profile]

A new article with ten claims and three tags, on a site of so many articles: all share two of its tags, ten share seven
of its sources, the rest of both is its own. In a database of its own (SQLite, in a temporary folder). Prints medians in
milliseconds: of the whole; of its parts; of compressing the same pages, which nothing can save; and of the same for a
second edition of an article from the middle of the site.
"""

import argparse
import cProfile
import os
import pstats
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from statistics import median

GOAL = 30  # milliseconds
VERDICTS = ("supported", "refuted", "mixed", "unproven", "supported")
SENTENCE = "In {year} the port of Averly covered {number} roofs with panels, which is {share} percent of all."


def text_of(article: int) -> str:
    """About 900 words, ten sentences of which are claims."""
    rest = "The harbour office keeps a ledger of every cable and every kilowatt that leaves the quay. " * 4
    lines = [f"The harbour that runs on sunlight {article}"]
    for number in range(10):
        lines.append(
            SENTENCE.format(year=2000 + number, number=article * 10 + number, share=number + 3) + " " + rest
        )
    return "\n\n".join(lines)


def record_of(article: int, number: int = 1) -> dict:
    from tests.public.records import citation, claim, record, tag

    text = text_of(article)
    claims = [
        claim(
            SENTENCE.format(year=2000 + at, number=article * 10 + at, share=at + 3),
            id=article * 100 + at,
            text=text,
            verdict=VERDICTS[at % len(VERDICTS)],
            citations=[
                citation(source=article // 10 * 7 + at % 7),
                citation(source=article * 10 + at + 1000),
            ],
        )
        for at in range(10)
    ]
    tags = [tag("Energy"), tag("Ports"), tag(f"Subject {article % 20}")]
    first = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=article)
    when = {"number": number, "first_published_at": first.isoformat()}
    when["published_at"] = (first + timedelta(days=60 * (number - 1))).isoformat()
    return record(article, text=text, claims=claims, tags=tags) | when


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.publish")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("DATABASE_URL", None)
        # As on a server: with DEBUG on, Django keeps every statement and looks for changed templates.
        os.environ |= {"DEBUG": "0", "SECRET_KEY": "for this measurement alone", "NEWSROOM_VAR": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return run(options)


def run(options: argparse.Namespace) -> int:
    from django.db import transaction

    from articles.public import rebuild_all
    from tests.public.records import store_edition

    for article in range(1, options.articles + 1):
        with transaction.atomic():
            store_edition(record_of(article))
    rebuild_all()
    new = [record_of(options.articles + number) for number in range(1, options.rounds + 2)]
    whole = measure("a new article", new, profiled=options.profile)
    middle = options.articles // 2
    old = [record_of(middle + number, 2) for number in range(min(options.rounds + 1, middle))]
    measure("a second edition of an older article", old)
    return 0 if whole <= GOAL else 1


def measure(name: str, records: list[dict], *, profiled: bool = False) -> float:
    """Publish these; print and return the median, without the first, which loads the templates."""
    from django.db import transaction

    from articles.public import SiteChange, compress, pages_of, write_pages
    from tests.public.records import editions_of, live_record, store_edition

    times: dict[str, list[float]] = {"whole": [], "rendering": [], "writing": [], "compressing": []}
    profile = cProfile.Profile()
    for new in records:
        article = new["article"]
        before = live_record(article)
        change = SiteChange(article, new, before=before, editions=(*editions_of(article), new))
        if profiled and times["whole"]:
            profile.enable()
        began = time.process_time()
        rendered = pages_of(change)
        between = time.process_time()
        with transaction.atomic():
            write_pages(rendered)
        ended = time.process_time()
        profile.disable()
        for page in rendered.put:
            compress(page.body)
        took = (ended - began, between - began, ended - between, time.process_time() - ended)
        for part, seconds in zip(times, took, strict=True):
            times[part].append(seconds * 1000)
        with transaction.atomic():
            store_edition(new)
    size = sum(len(page.body) for page in rendered.put)
    print(f"{name}: {len(rendered.put)} pages, {size / 1000:.0f} kB, {len(records) - 1} times")
    medians = {part: median(found[1:]) for part, found in times.items()}
    print("  " + ", ".join(f"{part} {value:.1f} ms" for part, value in medians.items()) + f" (goal {GOAL})")
    print(f"  the first time {times['whole'][0]:.1f} ms")
    if profiled:
        pstats.Stats(profile).sort_stats("tottime").print_stats(28)
        pstats.Stats(profile).sort_stats("cumtime").print_stats(110)
    return medians["whole"]


if __name__ == "__main__":
    sys.exit(main())
