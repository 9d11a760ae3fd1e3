"""Feedback owns what residents say about a public entry and what they are answered, and the dialogues with them.

It publishes that a channel opened or closed, what became of each remark, and what is planned, said and done at
dialogues (`helder.feedback`); residents' words, names and addresses stand in its erasable texts. It listens to
`helder.register` for the entries that are public, and to `helder.inventory` for who watches over their systems.
"""
