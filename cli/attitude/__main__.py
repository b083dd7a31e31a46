"""``python -m attitude``: the same as the ``attitude`` command."""

from attitude.main import main

main()
