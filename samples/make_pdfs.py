"""Make the PDF samples from `pdf_texts/*.txt`, the same bytes every time: `python -m samples.make_pdfs`.

The PDFs are committed, so that whoever reads the samples needs no PDF writer; the texts are what people edit.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

SAMPLES = Path(__file__).resolve().parent
INBOX = SAMPLES / "inbox" / "alliance_declarations"
RUNNING_HEAD = "A sample in our own words; the official text is with the publisher"
CREATED = datetime(2025, 7, 1, tzinfo=UTC)
MARGIN_MM, LINE_MM, CUT_OFF_BYTES = 28, 9, 300


class Declaration(FPDF):
    """Pages with a running head and a page number, as printed declarations have them."""

    def header(self) -> None:
        """The same line at the top of every page."""
        self.set_font("Helvetica", size=8)
        self.cell(0, LINE_MM, RUNNING_HEAD, align="C", new_x="LMARGIN", new_y="NEXT")
        self.ln(LINE_MM)

    def footer(self) -> None:
        """The page number."""
        self.set_y(-20)
        self.set_font("Helvetica", size=8)
        self.cell(0, LINE_MM, f"Page {self.page_no()} of {{nb}}", align="C")


def make_declaration(text: str) -> bytes:
    """A PDF of a title, a line with the date, and paragraphs apart by an empty line."""
    head, *paragraphs = text.strip().split("\n\n")
    title, day = head.split("\n")
    pdf = _start(Declaration())
    pdf.set_title(title)
    pdf.set_font("Helvetica", "B", 15)
    pdf.multi_cell(0, 8, title, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Times", size=15)
    pdf.multi_cell(0, LINE_MM, day, align="L", new_x="LMARGIN", new_y="NEXT")
    for paragraph in paragraphs:
        pdf.ln(LINE_MM / 2)
        pdf.multi_cell(0, LINE_MM, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def make_scan() -> bytes:
    """A PDF of grey lines without a letter, as a scanner makes it."""
    pdf = _start(FPDF())
    pdf.set_fill_color(90)
    for row in range(30):
        pdf.rect(MARGIN_MM, 30 + row * 8, 150 - row % 4 * 9, 2, style="F")
    return bytes(pdf.output())


def make_all() -> dict[str, bytes]:
    """File name -> bytes of every PDF sample, the broken ones too."""
    made = {
        f"{path.stem}.pdf": make_declaration(path.read_text(encoding="utf-8"))
        for path in sorted((SAMPLES / "pdf_texts").glob("*.txt"))
    }
    first = next(iter(made.values()))
    return {**made, "broken_scanned.pdf": make_scan(), "broken_cut_off.pdf": first[:CUT_OFF_BYTES]}


def main() -> None:
    """Write every PDF sample."""
    for name, content in make_all().items():
        (INBOX / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content):,} bytes\n")


def _start(pdf: FPDF) -> FPDF:
    pdf.set_creation_date(CREATED)
    pdf.set_margin(MARGIN_MM)
    pdf.set_auto_page_break(True, margin=MARGIN_MM)
    pdf.add_page()
    return pdf


if __name__ == "__main__":
    main()
