"""The rows that the tables name, and what is sent to each route, one small file for each area.

Each file has `rows(world)`: {name in the table: the parts of an address that it gives}, where "?" is what stands
behind the question mark; and `bodies(world)`: {route as the table writes it, or route and row: a valid body}.
"""
