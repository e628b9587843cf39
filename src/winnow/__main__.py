"""``python -m winnow``."""

from winnow.cli import main

if __name__ == "__main__":  # so that tools which import every module, such as pydoc, start nothing
    main()
