"""What differs from the status quo, on the same draws; a forecast is a comparison with nothing to compare."""
