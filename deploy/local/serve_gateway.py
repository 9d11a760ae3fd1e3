"""`python -m deploy.local.serve_gateway PORT inventory=PORT ...`: the gateway as a process of its own."""

import sys

import uvicorn

from deploy.local.gateway import gateway


def main(port: str, *services: str) -> None:
    """Serves until SIGTERM."""
    behind = {name: int(number) for name, number in (service.split("=") for service in services)}
    uvicorn.run(
        gateway(behind), host="127.0.0.1", port=int(port), access_log=False, log_level="warning",
        server_header=False, date_header=False, timeout_graceful_shutdown=5,
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
