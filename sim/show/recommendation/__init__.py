"""What to do, before all else: from evidence on options to advice on each and one recommendation, in words and lines.

The rules are those of `sim.methods.choice`; whoever knows the runs brings the evidence; every kind of study shows what
comes of it in its terminal, page, deck and workbook.
"""
