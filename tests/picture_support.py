"""For the tests of pictures: drawn from stores in memory, and measured as a real browser draws them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from playwright.sync_api import Browser

from kg.views.choice import Choice, take
from kg.views.picture.write import DRAWINGS

SVG = "{http://www.w3.org/2000/svg}"
_MEASURE = """() => {
  const box = node => { const b = node.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  const texts = [...document.querySelectorAll('text')];
  const to = (path, at) => {
    const {x, y} = path.getPointAtLength(at).matrixTransform(path.getScreenCTM());
    return [x, y];
  };
  const along = path => Array.from({length: 60}, (_, i) => to(path, path.getTotalLength() * i / 59));
  return {
    texts: texts.map(t => ({box: box(t), text: t.firstChild.data, size: t.getAttribute('font-size')})),
    curves: [...document.querySelectorAll('path.line, g.lines path')].map(along),
    paper: box(document.documentElement),
    fonts: [...document.fonts].map(f => f.status),
  };
}"""


def picture(store, kind: str = "graph", **options: Any) -> str:
    """A picture of this kind, with the options of a Choice."""
    return DRAWINGS[kind](take(store, Choice(**options)))


def words(svg: str) -> list[str]:
    """Every line of text in a picture."""
    return [node.text or "" for node in Xml.fromstring(svg).iter(f"{SVG}text")]


def measured(chromium: Browser, path: Path, svg: str) -> dict[str, Any]:
    """Boxes of all texts, points along all lines that join things, and the box of the paper."""
    path.write_text(svg, encoding="utf-8")
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    found: dict[str, Any] = page.evaluate(_MEASURE)
    page.close()
    return found


def assert_readable(found: dict[str, Any]) -> None:
    """No two texts collide, none leaves the paper, and no line crosses one."""
    texts = [(one["box"], one["text"]) for one in found["texts"]]
    for (a, one), (b, other) in combinations(texts, 2):
        wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert wide < 1.5 or high < 2.5, (one, other)
    x0, y0, x1, y1 = found["paper"]
    for box, text in texts:
        assert box[0] >= x0 and box[1] >= y0 and box[2] <= x1 and box[3] <= y1, text
    for curve in found["curves"]:
        for x, y in curve:
            crossed = [t for b, t in texts if b[0] < x < b[2] and b[1] + 2 < y < b[3] - 2]
            assert not crossed, crossed
