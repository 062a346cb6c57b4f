"""The graph's first screen as SVG: places, shapes and colours of the page, words as text, no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from xml.etree import ElementTree as Xml

from kg.views import network
from kg.views.choice import Chosen
from kg.views.fold import Scene, scenes
from kg.views.layout import Box, Layout, compute_scene
from kg.views.model import DOCUMENT, ENCOUNTER, OFFICIAL, POLITY, STATEMENT, TOPIC, facts_of, of_kind
from kg.views.payload import Payload
from kg.views.picture.labels import Labels, Written
from kg.views.picture.text import clean, shorten, width
from kg.views.shell import strings
from kg.views.sides import LEFT, RIGHT, divide
from kg.views.style import NODES, STATEMENTS, Style, statement_style

FONTS = "Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
_INK, _SOFT, _EDGE, _PAPER = "#1b2430", "#5b6675", "#7d8896", "#ffffff"
_SIDES = {LEFT: "#eaf1f8", RIGHT: "#f7f0e6"}
_REST = {"participant": 0.5, "spoke": 0.4, "party": 0.4, "about": 0.14}  # how plain a kind of line is
_DASHES = {"party": "2 4", "spoke": "7 4"}
_FEW = 120  # lines; more would only be a haze
_MARGIN, _HEAD = 14.0, 46.0
_NAME = 160  # room for a name beside a thing


def draw(chosen: Chosen) -> str:
    """What was chosen, as an SVG document."""
    payload = Payload(chosen.source, chosen.graph)
    scene = scenes(chosen.graph)[0]
    layout = compute_scene(scene, divide(chosen.graph, chosen.focus), chosen.focus)
    lang = chosen.choice.lang
    net = network.Pictures(payload, lang).add(scene, layout)
    sizes = {iri: float(net.node_map[n]["size"]) for iri, n in payload.number.items() if n in net.node_map}
    title = chosen.meta(payload)["title"][lang]
    return _Drawing(scene, layout, sizes, lang).document(title, net.edges, payload)


class _Drawing:
    """One picture in the making."""

    def __init__(self, scene: Scene, layout: Layout, sizes: Mapping[str, float], lang: str) -> None:
        self._scene, self._layout, self._sizes, self._lang = scene, layout, sizes, lang
        self._words = strings(lang)

    def document(self, title: str, edges: list[dict[str, object]], payload: Payload) -> str:
        """The SVG."""
        x0, y0, x1, y1 = self._bounds()
        legend, tall = self._legend(x1 - x0)
        left, top = x0 - _MARGIN, y0 - _HEAD
        wide, high = x1 - x0 + 2 * _MARGIN, y1 - y0 + _HEAD + tall + 2 * _MARGIN
        root = Xml.Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": _n(wide), "height": _n(high), "viewBox": f"{_n(left)} {_n(top)} {_n(wide)} {_n(high)}",
            "font-family": FONTS, "role": "img", "lang": self._lang,
        })  # fmt: skip
        Xml.SubElement(root, "title").text = clean(title)
        _rect(root, left, top, wide, high, fill=_PAPER)
        self._text(
            root, Written(shorten(clean(title), wide - 30, 18, True), x0, top + 28, 18, "start", bold=True)
        )
        self._frames(root)
        self._lines(Xml.SubElement(root, "g", {"stroke": _EDGE, "fill": "none"}), edges, payload)
        self._things(root)
        for written in Labels(self._scene, self._layout, self._sizes, self._lang).written():
            self._text(root, written)
        legend.set("transform", f"translate({_n(x0)} {_n(y1 + _MARGIN)})")
        root.append(legend)
        Xml.indent(root, " ")
        return Xml.tostring(root, encoding="unicode") + "\n"

    def _bounds(self) -> Box:
        """How far the picture reaches, names included; what stays empty of the page is left out."""
        points = list(self._layout.at.values()) or [(0.0, 0.0)]
        boxes = [box for _, _, box in self._layout.sectors]
        left = min(
            [self._layout.spine[0], *(x - _NAME for x, _ in points if x < 0), *(box[0] for box in boxes)]
        )
        right = max(
            [self._layout.spine[1], *(x + _NAME for x, _ in points if x > 0), *(box[2] for box in boxes)]
        )
        x0, y0, x1, y1 = self._layout.bounds
        top = min(
            [*(y - 40 for _, y in points), *(y for _, y in self._layout.years), *(box[1] for box in boxes)]
        )
        bottom = max([*(y + 24 for _, y in points), *(box[3] for box in boxes)])
        return max(x0, left), max(y0, top), min(x1, right), min(y1, bottom)

    # ------------------------------------------------------------ behind
    def _frames(self, root: Xml.Element) -> None:
        for polity, side, (x0, y0, x1, y1) in self._layout.sectors:
            _rect(root, x0, y0, x1 - x0, y1 - y0, fill=_SIDES[side] if polity else "#f0f0ee", rx="10")
        start, end = self._layout.spine
        for key, y in self._layout.years:
            line = {"x1": _n(start + 50), "x2": _n(end), "y1": _n(y), "y2": _n(y), "stroke": "#d9dde3"}
            Xml.SubElement(root, "line", line)
            middle = y + (self._layout.cell / 2 if self._scene.periods else 0)
            self._text(
                root, Written(self._period(key), start + 46, middle + 4, 11.5, "end", bold=True, soft=True)
            )

    def _period(self, key: str) -> str:
        return key if key and key != "undated" else self._words["noDate"]

    def _lines(self, root: Xml.Element, edges: list[dict[str, object]], payload: Payload) -> None:
        at = {payload.number[iri]: point for iri, point in self._layout.at.items() if iri in payload.number}
        shown = [e for e in edges if e["role"] in _REST and e["from"] in at and e["to"] in at]
        crowded = len(shown) > _FEW
        if crowded:
            shown = [e for e in shown if e["role"] == "participant"]
        if len(shown) > 3 * _FEW:
            return
        for edge in shown:
            role = str(edge["role"])
            (x1, y1), (x2, y2) = at[int(str(edge["from"]))], at[int(str(edge["to"]))]
            line = {
                "x1": _n(x1),
                "y1": _n(y1),
                "x2": _n(x2),
                "y2": _n(y2),
                "stroke-opacity": str(0.2 if crowded else _REST[role]),
            }
            if role in _DASHES:
                line["stroke-dasharray"] = _DASHES[role]
            Xml.SubElement(root, "line", line)

    # ------------------------------------------------------------ things
    def _things(self, root: Xml.Element) -> None:
        clusters = {cluster.key: cluster for cluster in self._layout.clusters}
        bars = self._bars()
        most = max((max(sum(row.values()) for row in rows.values()) for rows in bars.values()), default=1)
        for name, (x, y) in self._layout.at.items():
            if name in self._scene.graph:
                data = self._scene.graph.nodes[name]
                kind = str(data["kind"])
                style = statement_style(data["facts"]["type"]) if kind == STATEMENT else NODES[kind]
                code = clean(str(data["facts"].get("id") or ""))[:8] if kind == POLITY else ""
                ghost = bool(data["facts"].get("status"))
                _shape(root, kind, style, x, y, self._sizes[name], code, ghost)
            elif name in clusters and clusters[name].is_period:
                self._folded(root, bars.get(name, {}), len(clusters[name].members), x, y, most)
            elif name in clusters:
                side = -1 if x < 0 else 1
                text = f"+ {len(clusters[name].members)}"
                self._text(
                    root, Written(text, x + side * 8, y + 4, 11.5, "start" if side > 0 else "end", soft=True)
                )

    def _bars(self) -> dict[str, dict[int, Counter[str]]]:
        """How much was said in each folded period, by side (0: both or none) and kind."""
        inside = {member: cluster.key for cluster in self._scene.periods for member in cluster.members}
        bars: dict[str, dict[int, Counter[str]]] = {}
        for node in of_kind(self._scene.graph, STATEMENT):
            facts = facts_of(self._scene.graph, node)
            key = inside.get(facts["hub"] or "")
            if key:
                where = {self._layout.side[p] for p in facts["sides"] if p in self._layout.side}
                rows = bars.setdefault(key, {LEFT: Counter(), 0: Counter(), RIGHT: Counter()})
                rows[where.pop() if len(where) == 1 else 0][facts["type"]] += 1
        return bars

    def _folded(
        self, root: Xml.Element, rows: Mapping[int, Counter[str]], met: int, x: float, y: float, most: int
    ) -> None:
        pill, tall = 17.0, min(14.0, self._layout.cell * 0.5)
        unit = (self._layout.spine[1] - x - pill - 6) / most
        for side in (LEFT, RIGHT):
            at = x + side * (pill + 2)
            for kind, style in STATEMENTS.items():
                wide = rows.get(side, Counter())[kind.value] * unit
                if wide:
                    _rect(root, at if side > 0 else at - wide, y - tall / 2, wide, tall, fill=style.light)
                    at += side * wide
        _rect(root, x - pill, y - tall / 2, 2 * pill, tall, fill=NODES[ENCOUNTER].light, rx=_n(tall / 2))
        self._text(root, Written(str(met), x, y + 4, min(11.0, tall * 0.85), "middle", bold=True))

    # ------------------------------------------------------------ legend and words
    def _legend(self, wide: float) -> tuple[Xml.Element, float]:
        """The kinds that the picture has, in lines of this width; and their height."""
        said = Counter(facts_of(self._scene.graph, n)["type"] for n in of_kind(self._scene.graph, STATEMENT))
        kinds = [
            kind
            for kind in (POLITY, OFFICIAL, ENCOUNTER, DOCUMENT, TOPIC)
            if of_kind(self._scene.graph, kind)
        ]
        entries = [(kind, NODES[kind], self._words[kind]) for kind in kinds]
        entries += [(STATEMENT, s, self._words[k.value]) for k, s in STATEMENTS.items() if said[k.value]]
        group = Xml.Element("g")
        x, y = 8.0, 10.0
        for kind, style, word in entries:
            room = width(word, 11.5) + 36
            if x + room > wide:
                x, y = 8.0, y + 20
            _shape(group, kind, style, x, y, 6.5)
            self._text(group, Written(word, x + 12, y + 4, 11.5, "start"))
            x += room
        return group, y + 10

    def _text(self, root: Xml.Element, line: Written) -> None:
        look = {
            "x": _n(line.x), "y": _n(line.y), "font-size": _n(line.size),
            "fill": _SOFT if line.soft else _INK, "text-anchor": line.anchor, "stroke": _PAPER,
            "stroke-width": "2.5", "stroke-opacity": "0.8", "stroke-linejoin": "round",
            "paint-order": "stroke",
        }  # fmt: skip
        if line.bold:
            look["font-weight"] = "700"
        Xml.SubElement(root, "text", look).text = line.text


def _shape(
    root: Xml.Element,
    kind: str,
    style: Style,
    x: float,
    y: float,
    r: float,
    code: str = "",
    ghost: bool = False,
) -> None:
    """The shape of a kind; hollow and dashed for what did not take place."""
    look = {
        "fill": _PAPER if ghost else style.light,
        "stroke": style.light if ghost else _PAPER,
        "stroke-width": "1.2",
    }
    if ghost:
        look["stroke-dasharray"] = "3 2.5"
    corners = {
        ENCOUNTER: ((0, -1), (1, 0), (0, 1), (-1, 0)),
        TOPIC: ((0, -1), (0.95, 0.75), (-0.95, 0.75)),
        POLITY: ((0.5, -0.87), (1, 0), (0.5, 0.87), (-0.5, 0.87), (-1, 0), (-0.5, -0.87)),
        DOCUMENT: ((-0.75, -1), (0.35, -1), (0.75, -0.55), (0.75, 1), (-0.75, 1)),
    }
    if kind == OFFICIAL:
        Xml.SubElement(root, "circle", {"cx": _n(x), "cy": _n(y), "r": _n(r), **look})
    elif kind == STATEMENT:
        _rect(root, x - r, y - r, 2 * r, 2 * r, rx="1.5", **look)
        _sign(root, style.sign, x, y, r)
    else:
        points = " ".join(f"{_n(x + dx * r)},{_n(y + dy * r)}" for dx, dy in corners[kind])
        Xml.SubElement(root, "polygon", {"points": points, **look})
        if code:
            size = min(r * 0.85, r * 2.6 / len(code))
            _letters(root, code, x, y, size)


def _sign(root: Xml.Element, sign: str, x: float, y: float, r: float) -> None:
    if sign == "✓":  # few fonts have it
        points = " ".join(
            f"{_n(x + dx * r)},{_n(y + dy * r)}" for dx, dy in ((-0.5, 0.05), (-0.15, 0.45), (0.55, -0.45))
        )
        Xml.SubElement(
            root,
            "polyline",
            {"points": points, "fill": "none", "stroke": _PAPER, "stroke-width": _n(r / 3.6)},
        )
    else:
        _letters(root, sign, x, y, r * 1.6)


def _letters(root: Xml.Element, text: str, x: float, y: float, size: float) -> None:
    look = {"x": _n(x), "y": _n(y + size * 0.36), "font-size": _n(size), "font-weight": "700"}
    Xml.SubElement(root, "text", {**look, "fill": _PAPER, "text-anchor": "middle"}).text = text


def _rect(root: Xml.Element, x: float, y: float, width: float, height: float, **look: str) -> None:
    box = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height)}
    Xml.SubElement(root, "rect", {**box, **{name.replace("_", "-"): value for name, value in look.items()}})


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
