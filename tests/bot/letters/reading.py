"""Reads a PDF's tags and text, as a screen reader would: in the order of its structure tree."""

import ctypes
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2


def tags(content: bytes) -> list[str]:
    """Every structure element, in reading order: `H1`, `P`, `L`, `LI`..."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return list(_walk(document.Root.StructTreeRoot))


def _walk(node: Any) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _walk(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S).lstrip("/")
        if "/K" in node:
            yield from _walk(node.K)


def text(content: bytes) -> str:
    """The text in the order it is drawn, white space folded."""
    document = pypdfium2.PdfDocument(content)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def sizes(content: bytes) -> set[float]:
    """Every size of type on its pages, in points."""
    document = pypdfium2.PdfDocument(content)
    try:
        return {size for page in document for size in _sizes(page)}
    finally:
        document.close()


def _sizes(page: Any) -> Iterator[float]:
    for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        size = ctypes.c_float()
        pypdfium2.raw.FPDFTextObj_GetFontSize(thing.raw, size)
        yield round(size.value * abs(thing.get_matrix().get()[3]), 1)
