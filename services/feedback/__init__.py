"""Feedback owns what residents say about a public entry and what they are answered.

It publishes that a channel opened and what became of each remark (`helder.feedback`); the words themselves stand in its
erasable texts. It listens to `helder.register` for the entries that are public.
"""
