"""Integrity: who runs accounts in rings, who gets in, and what is staged or led off the platform."""

from sim.model.outcomes.registry import theme

add = theme("integrity")

add("refusal_rate", "applications refused", "fraction", "neither", "refused / applications, removed owners' included",
    "applications_refused", "applications")
add("ring_share", "accounts of rings", "fraction", "down", "creators whose owner runs a ring / creators",
    "creators_in_rings", "creators")
add("agency_share", "creators in agencies", "fraction", "neither", "creators who belong to an agency / creators",
    "creators_in_agencies", "creators")
add("fake_order_share", "staged orders", "fraction", "down", "staged orders / (staged orders + orders of viewers)",
    "fake_orders", "fake_orders orders")
add("fake_gmv", "staged sales", "USD per day", "down", "value of staged orders", "fake_gmv", "", 0.01)
add("fake_return_rate", "return rate of staged orders", "fraction", "neither", "staged orders that come back / staged",
    "fake_orders_returned", "fake_orders")
add("leaked_gmv", "sales led off the platform", "USD per day", "down", "expected value of sales led off the platform",
    "leaked_gmv", "", 0.01)
