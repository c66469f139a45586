"""Mesa agents made on request over columns, and groups of them."""
