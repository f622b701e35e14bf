"""What a comparison hands back, as text for the terminal and as Markdown for docs/peers.md."""

import dataclasses


@dataclasses.dataclass
class Check:
    """Two answers to one question, over several cases: each with its difference and what is allowed."""

    what: str
    peer: str
    pairs: list  # of (difference, allowed)

    @property
    def passed(self):
        return bool(self.pairs) and all(difference <= allowed for difference, allowed in self.pairs)

    @property
    def worst(self):
        """The case that comes nearest to what is allowed, or is furthest beyond it; NaN counts as beyond."""
        return max(self.pairs, key=lambda pair: float("inf") if pair[0] != pair[0] else pair[0] / pair[1])

    def row(self):
        difference, allowed = self.worst
        return [
            self.what,
            self.peer,
            f"{len(self.pairs):,}",
            f"{difference:.1e}",
            f"{allowed:.1e}",
            "PASS" if self.passed else "FAIL",
        ]


@dataclasses.dataclass
class Comparison:
    """One question: checks that pass or fail, tables of figures that nobody has to pass, and remarks."""

    title: str
    how: str
    checks: list = dataclasses.field(default_factory=list)
    figures: list = dataclasses.field(default_factory=list)  # of (header, rows of texts)
    notes: list = dataclasses.field(default_factory=list)
    skipped: list = dataclasses.field(default_factory=list)
    vectors: list = dataclasses.field(default_factory=list)  # for Tests/StatisticsTests/Fixtures/peers.json

    CHECK_HEADER = ["what", "peer", "values", "largest difference", "allowed", ""]

    @property
    def passed(self):
        return all(check.passed for check in self.checks)

    def tables(self):
        if self.checks:
            yield self.CHECK_HEADER, [check.row() for check in self.checks]
        yield from self.figures

    def text(self):
        parts = [self.title, "=" * len(self.title)]
        for header, rows in self.tables():
            parts += ["", *aligned([header, *rows])]
        parts += [""] + [f"- {note}" for note in self.notes] + [f"SKIPPED: {reason}" for reason in self.skipped]
        return "\n".join(parts).rstrip() + "\n"

    def markdown(self):
        parts = [f"## {self.title}", "", self.how]
        for header, rows in self.tables():
            parts += ["", line(header), line(["---"] * len(header)), *[line(row) for row in rows]]
        remarks = [f"- {note}" for note in self.notes] + [f"- Skipped: {reason}" for reason in self.skipped]
        if remarks:
            parts += ["", *remarks]
        return "\n".join(parts) + "\n"


def line(cells):
    return "| " + " | ".join(cells) + " |"


def aligned(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
