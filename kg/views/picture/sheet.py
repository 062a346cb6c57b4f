"""A sheet of paper on which pictures are drawn: SVG elements, with words as text and no script.

It is as wide as the text of an A4 page and at most as tall; a unit is 170 mm / 720, so that letters of size
10.5 are printed with 7 points. Every text tells its own width, so that it takes no more room than was
reckoned with another font than the one that comes along.
"""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from kg.views.picture import fonts

WIDTH, TALLEST = 720.0, 985.0
MILLIMETRES = 170.0 / WIDTH
MARGIN = 10.0
LEFT, RIGHT = MARGIN, WIDTH - MARGIN
SMALL, PLAIN, LARGE, TITLE = 10.5, 11.0, 12.5, 17.0
INK, SOFT, LINE, PAPER = "#1b2430", "#4c5766", "#d3d8df", "#ffffff"
FAMILIES = f"{fonts.FAMILY}, Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"


class Sheet:
    """One picture in the making; `y` is how far down it is filled."""

    def __init__(self, lang: str) -> None:
        self.y = 0.0
        self._lang = lang
        self._parts = Xml.Element("g")
        self._open = [self._parts]
        self._letters: dict[bool, set[str]] = {False: set(), True: set()}
        self._patterns: dict[str, str] = {}

    # ------------------------------------------------------------ shapes
    def rect(self, x: float, y: float, wide: float, tall: float, **look: str) -> None:
        """A box."""
        self._add("rect", {"x": n(x), "y": n(y), "width": n(wide), "height": n(tall)}, look)

    def line(self, x1: float, y1: float, x2: float, y2: float, **look: str) -> None:
        """A straight line."""
        self._add("line", {"x1": n(x1), "y1": n(y1), "x2": n(x2), "y2": n(y2)}, look)

    def circle(self, x: float, y: float, r: float, **look: str) -> None:
        """A circle."""
        self._add("circle", {"cx": n(x), "cy": n(y), "r": n(r)}, look)

    def polygon(self, points: list[tuple[float, float]], **look: str) -> None:
        """A closed shape."""
        self._add("polygon", {"points": " ".join(f"{n(x)},{n(y)}" for x, y in points)}, look)

    def path(self, d: str, **look: str) -> None:
        """A path; `d` is ours, never a text of an article."""
        self._add("path", {"d": d}, look)

    def begin(self, **look: str) -> None:
        """Open a group: what is drawn until `end` shares its look."""
        self._open.append(self._add("g", {}, look))

    def end(self) -> None:
        """Close the group that was opened last."""
        self._open.pop()

    def hatched(self, colour: str) -> str:
        """A fill for what is not certain: stripes of a colour."""
        return f"url(#{self._patterns.setdefault(colour, f'hatch{len(self._patterns) + 1}')})"

    # ------------------------------------------------------------ words
    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = PLAIN,
        anchor: str = "start",
        *,
        bold: bool = False,
        fill: str = INK,
        whole: str = "",
    ) -> None:
        """A line of text from, to or about `x`; `whole` is shown on pointing at what is a part of it."""
        if not text:
            return
        look = {"x": n(x), "y": n(y), "font-size": n(size), "fill": fill}
        if anchor != "start":
            look["text-anchor"] = anchor
        if bold:
            look["font-weight"] = "700"
        if len(text) > 1:
            look |= {"textLength": n(fonts.width(text, size, bold)), "lengthAdjust": "spacingAndGlyphs"}
        self._letters[bold].update(text)
        node = self._add("text", look, {})
        node.text = text
        if whole and whole != text:
            Xml.SubElement(node, "title").text = whole

    # ------------------------------------------------------------ the whole
    def svg(self, title: str, description: str) -> str:
        """The document."""
        tall = self.y + MARGIN
        root = Xml.Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{n(WIDTH * MILLIMETRES)}mm", "height": f"{n(tall * MILLIMETRES)}mm",
            "viewBox": f"0 0 {n(WIDTH)} {n(tall)}",
            "font-family": FAMILIES, "role": "img", "lang": self._lang,
        })  # fmt: skip
        Xml.SubElement(root, "title").text = title
        Xml.SubElement(root, "desc").text = description
        known = {bold: {c for c in letters if fonts.has(c)} for bold, letters in self._letters.items()}
        Xml.SubElement(root, "style").text = fonts.embed(known)
        if self._patterns:
            defs = Xml.SubElement(root, "defs")
            for colour, name in self._patterns.items():
                _hatch(defs, colour, name)
        Xml.SubElement(root, "rect", {"width": n(WIDTH), "height": n(tall), "fill": PAPER})
        root.extend(self._parts)
        Xml.indent(root, " ")
        return Xml.tostring(root, encoding="unicode") + "\n"

    def _add(self, tag: str, given: dict[str, str], look: dict[str, str]) -> Xml.Element:
        named = {name.rstrip("_").replace("_", "-"): value for name, value in look.items()}
        return Xml.SubElement(self._open[-1], tag, given | named)


def _hatch(defs: Xml.Element, colour: str, name: str) -> None:
    size = {"width": "4", "height": "4", "patternUnits": "userSpaceOnUse"}
    pattern = Xml.SubElement(defs, "pattern", {"id": name, **size, "patternTransform": "rotate(45)"})
    Xml.SubElement(pattern, "rect", {"width": "4", "height": "4", "fill": colour, "fill-opacity": "0.25"})
    Xml.SubElement(pattern, "rect", {"width": "1.6", "height": "4", "fill": colour})


def n(value: float) -> str:
    """A number as SVG has it, with no more digits than can be seen."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if f"{value:.2f}" != "-0.00" else "0"
