"""Mentions joined into facts: who is who, who speaks, who met whom, what is said."""
