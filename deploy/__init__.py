"""How Helder is put on machines."""
