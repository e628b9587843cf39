"""One verb each: rooms put in order. A workflow decides little, chooses no parts, and yields what happens."""
