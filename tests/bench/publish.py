"""What a publication costs: processor time to render, compress and write all pages that one article touches.

    python -m tests.bench.publish [--articles 200] [--rounds 20] [--profile]

An article with ten claims and three tags, on a site of so many articles: all share two of its tags, ten share seven of
its sources, the rest of both is its own. In a database of its own (SQLite, in a temporary folder). Prints the median in
milliseconds, beside compressing the same pages with brotli at quality 5: that much nothing can save.
"""

import argparse
import cProfile
import os
import pstats
import sys
import tempfile
import time
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
    return record(article, text=text, claims=claims, tags=tags) | {"number": number}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.publish")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"NEWSROOM_VAR": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        for name in ("DATABASE_URL", "SECRET_KEY"):
            os.environ.pop(name, None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return run(options)


def run(options: argparse.Namespace) -> int:
    import brotli
    from django.db import transaction

    from articles.public import SiteChange, pages_of, write_pages
    from tests.public.records import editions_of, live_record, put_live, store_edition

    for article in range(1, options.articles + 1):
        new = record_of(article)
        with transaction.atomic():
            store_edition(new)
    put_live(record_of(options.articles + 1))
    spent, least, profile = [], [], cProfile.Profile()
    for number in range(2, options.rounds + 2):
        article = options.articles + 1
        new = record_of(article, number)
        change = SiteChange(article=article, record=new, before=live_record(article), editions=(new,))
        assert editions_of(article)
        if options.profile:
            profile.enable()
        began = time.process_time()
        rendered = pages_of(change)
        with transaction.atomic():
            write_pages(rendered)
        spent.append((time.process_time() - began) * 1000)
        profile.disable()
        began = time.process_time()
        for page in rendered.put:
            brotli.compress(page.body, quality=5)
        least.append((time.process_time() - began) * 1000)
    size = sum(len(page.body) for page in rendered.put)
    print(f"{len(rendered.put)} pages, {size / 1000:.0f} kB, {options.articles} other articles")
    print(
        f"publishing {median(spent):.1f} ms of processor time (goal {GOAL}), brotli alone {median(least):.1f} ms"
    )
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(28)
    return 0 if median(spent) <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
