"""Evaluation reports as self-contained HTML with inline SVG, and as JSON; no plotting library."""

from engine.report.page import render_html, write_report

__all__ = ["render_html", "write_report"]
