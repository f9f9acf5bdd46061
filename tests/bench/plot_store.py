# SPDX-License-Identifier: GPL-3.0-or-later
"""plot_store.py FILE.json OUT.svg - draws how the costs that bench_store --json measured grow with the project.

Time on the left and peak memory on the right, both axes logarithmic; the ring at the right end of a line is its goal.
"""
import html
import json
import math
import sys

TIMES = {"open": "open", "top": "top 100 of a neuron", "column": "a neuron's column", "search": "full text",
         "labels": "label sentences, 3 topics", "kt": "KT table, 3 topics", "screen": "rank metrics, 40 rows",
         "append": "append all"}
MEMORY = {"open": "open", "column": "a neuron's column", "kt": "KT table, 3 topics", "screen": "rank metrics, 40 rows",
          "ranking": "rank metrics, all rows"}
COLOURS = ["#4477aa", "#228833", "#aa3377", "#cc6611", "#118899", "#bb2233", "#776600", "#555555"]
WIDTH, HEIGHT, PLOT, LABELS = 1000, 420, 280, 170


def text(x, y, content, anchor="start", size=12, colour="#444"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">'
            f"{html.escape(content)}</text>")


def spread(wanted, least):
    """Moves labels apart so that none covers another."""
    places = sorted(wanted, key=lambda entry: entry[0])
    for i in range(1, len(places)):
        places[i][0] = max(places[i][0], places[i - 1][0] + least)
    return places


def panel(rows, names, field, unit, title, left, low, high):
    top, bottom = 50, HEIGHT - 50
    sizes = sorted({row["sentences"] for row in rows})
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])
    x_of = lambda n: left + PLOT * (math.log10(n) - first) / max(last - first, 1)
    y_of = lambda v: bottom - (bottom - top) * (math.log10(max(v, 10 ** low)) - low) / (high - low)
    parts = [text(left, 28, title, size=14, colour="#111")]
    for power in range(low, high + 1):
        y = y_of(10 ** power)
        parts.append(f'<line x1="{left}" x2="{left + PLOT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(text(left - 8, y + 4, f"{10 ** power:g} {unit}", "end"))
    for size in sizes:
        parts.append(text(x_of(size), bottom + 20, f"{size:,}".replace(",", "\u202f"), "middle"))
    parts.append(text(left + PLOT / 2, bottom + 40, "sentences", "middle"))
    labels = []
    for colour, (path, name) in zip(COLOURS, names.items()):
        points = sorted((row["sentences"], row[field], row.get("goal", 0)) for row in rows if row["path"] == path)
        if not points:
            continue
        line = " ".join(f"{x_of(n):.1f},{y_of(v):.1f}" for n, v, _ in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        n, value, goal = points[-1]
        if field == "milliseconds" and goal:
            parts.append(f'<circle cx="{x_of(n):.1f}" cy="{y_of(goal):.1f}" r="5" fill="none" stroke="{colour}"/>')
        labels.append([y_of(value), name, colour, x_of(n)])
    for y, name, colour, x in spread(labels, 15):
        parts.append(text(x + 12, y + 4, name, colour=colour))
    return parts


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = json.load(file)
    parts = panel(rows, TIMES, "milliseconds", "ms", "Time (ring: the goal)", 80, -2, 5)
    parts += panel(rows, MEMORY, "megabytes", "MB", "Peak memory of the process", 80 + PLOT + LABELS + 60, 0, 3)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write("<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
                   f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
                   f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">\n'
                   f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n")


main()
