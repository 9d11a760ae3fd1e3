"""`python -m services.dpia`."""

from services.chassis.cli import main
from services.dpia.app import SERVICE

if __name__ == "__main__":
    main(SERVICE)
