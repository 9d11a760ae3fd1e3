"""From the rows of dpia to answers."""
