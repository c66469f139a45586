"""The outcomes, one file a theme; importing a file declares them. Each says its formula and its denominator."""
