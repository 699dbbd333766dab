"""Training and export of the miniature encoders. Start with docs/miniature.md."""
