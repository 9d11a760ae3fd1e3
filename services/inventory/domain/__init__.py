"""Rules of inventory: pure decisions on organisations, roles and AI systems."""
