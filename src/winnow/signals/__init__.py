"""What can be measured in a picture: pure functions, by theme; `all.py` lists them."""
