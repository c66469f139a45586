"""Pictures: what a chart looks like in the house style, and what each kind of chart shows.

They draw what studies have read off runs; nothing here runs a model, opens a study or writes words of a page.
"""
