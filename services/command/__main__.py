"""`python -m services.command`: the `helder` command where it is not installed."""

from services.command import main

if __name__ == "__main__":
    main()
