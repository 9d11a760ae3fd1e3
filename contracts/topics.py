"""Topic names, the key of a record, and which topics outsiders may read."""

INVENTORY = "helder.inventory"
DPIA = "helder.dpia"
PUBLICATION = "helder.publication"
FEEDBACK = "helder.feedback"
REGISTER = "helder.register"
CHECKPOINTS = "helder.checkpoints"

OUTSIDERS = frozenset({REGISTER, CHECKPOINTS})


def source(topic: str, oin: str) -> str:
    """The CloudEvents `source` of one organisation's log on one topic (NL GOV profile: OIN, then system)."""
    return f"urn:nld:oin:{oin}:systeem:{topic.replace('.', '-')}"


def checkpoints_source(service: str, oin: str) -> str:
    """The `source` of one service's checkpoints of one organisation's logs: CHECKPOINTS alone has several writers."""
    return f"urn:nld:oin:{oin}:systeem:helder-{service}-checkpoints"


def key(tenant: str) -> bytes:
    """The Kafka key: all events of one tenant on one topic keep their order."""
    return tenant.encode()
