"""`python -m services.feedback`."""

from services.chassis.cli import main
from services.feedback.app import SERVICE

if __name__ == "__main__":
    main(SERVICE)
