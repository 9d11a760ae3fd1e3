"""dpia: the case of every system, from screening through answers, risks and advice to the decision.

It owns the cases (`case/<id>`, the id of the system), their answers, risks, measures, advices and decisions, publishes
what opens or closes the gate on `helder.dpia`, and listens to `helder.inventory` for systems, changes, the policy and
what residents were right about.
"""
