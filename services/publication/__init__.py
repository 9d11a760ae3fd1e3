"""Publication owns the register entries and the public site.

It publishes what happens to an entry (`helder.publication`) and, for outsiders, the whole public record
(`helder.register`). It listens to inventory for systems and their life cycle, and to dpia for the assessment.
"""
