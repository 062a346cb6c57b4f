"""Write the texts of the blind set from the corpus: one ID.txt for each ID.json of tests/gold/blind."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path

BLIND = Path(__file__).resolve().parent.parent / "tests" / "gold" / "blind"


def main() -> None:
    """Copy the field `text` of each annotated story into the output folder, unchanged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="gzipped JSON lines with the fields id and text")
    parser.add_argument("output", type=Path, help="folder for the texts, outside the repository")
    args = parser.parse_args()
    wanted = {path.stem for path in BLIND.glob("*.json")}
    args.output.mkdir(parents=True, exist_ok=True)
    with gzip.open(args.corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            story = json.loads(line)
            if story["id"] in wanted:
                (args.output / f"{story['id']}.txt").write_text(story["text"], encoding="utf-8")
                wanted.remove(story["id"])
    if wanted:
        sys.exit(f"not in {args.corpus}: {', '.join(sorted(wanted))}")


if __name__ == "__main__":
    main()
