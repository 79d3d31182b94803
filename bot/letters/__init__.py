"""Letters: one set of templates to HTML, accessible PDF and Word. A letter with a hole is an error, never a letter."""
