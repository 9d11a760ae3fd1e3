"""`python -m services.inventory`."""

from services.chassis.cli import main
from services.inventory.app import SERVICE

if __name__ == "__main__":
    main(SERVICE)
