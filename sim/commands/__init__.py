"""The commands of ``sim``: what each does once its words are known.

Listings answer from the registries alone; everything else runs as a Hydra application and hands over to the studies.
"""
