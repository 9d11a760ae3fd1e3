"""`python -m services.publication`."""

from services.chassis.cli import main
from services.publication.app import SERVICE

if __name__ == "__main__":
    main(SERVICE)
