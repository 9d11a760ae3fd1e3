"""Pages for people: the desk of editors and approvers, the public site, and permanent addresses."""
