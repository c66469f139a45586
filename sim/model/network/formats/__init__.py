"""Networks as other programs write them: unpacked, decoded and parsed into rows of text, each with its line.

Nothing of a creator or a region is known here. A reader says what it took (packing, encoding, separator, header) and
what it left out, so that nothing is guessed silently; what cannot be right stops with the file and its line. Values
stay text as they are written: what a column means, and whether it holds a number, is judged by who knows its role.
"""
