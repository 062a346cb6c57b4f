"""Write the texts of an annotated set from the corpus: one ID.txt for each ID.json of a folder."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path


def write_texts(gold: Path, corpus: Path, output: Path) -> list[str]:
    """Copy the field `text` of each annotated story into `output`, unchanged; returns ids not found."""
    wanted = {path.stem for path in gold.glob("*.json")}
    output.mkdir(parents=True, exist_ok=True)
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            story = json.loads(line)
            if story["id"] in wanted:
                (output / f"{story['id']}.txt").write_text(story["text"], encoding="utf-8")
                wanted.remove(story["id"])
    return sorted(wanted)


def main() -> None:
    """Write the texts of one folder of annotations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of ID.json, e.g. tests/gold/blind")
    parser.add_argument("corpus", type=Path, help="gzipped JSON lines with the fields id and text")
    parser.add_argument("output", type=Path, help="folder for the texts, outside the repository")
    args = parser.parse_args()
    missing = write_texts(args.gold, args.corpus, args.output)
    if missing:
        sys.exit(f"not in {args.corpus}: {', '.join(missing)}")


if __name__ == "__main__":
    main()
