"""Official supply and demand lists: numbered, frozen when they are approved, verified by a code."""
