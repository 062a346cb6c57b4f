"""What stands in a text, matter by matter: persons, polities, verbs, dates, figures, topics."""
