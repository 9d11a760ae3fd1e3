"""Rules of publication: pure decisions on an entry, and the official standard that they rest on."""
