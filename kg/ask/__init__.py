"""`kg ask`: a prompt at which the graph is asked again and again.

A line is split into what it asks (`split`), answered (`session`) or obeyed (`commands`), and completed
(`words`) on a terminal (`prompt`, `history`).
"""
