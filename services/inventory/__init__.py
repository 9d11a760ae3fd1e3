"""Inventory: every AI system of an organisation, what is known of it, and the gate before its use.

It owns organisations, roles and systems, publishes them on `helder.inventory`, and listens to dpia (how an assessment
stands), publication (what is public) and feedback (that a resident was right).
"""
