"""The market itself; it knows nothing about studies, files of results or screens."""
