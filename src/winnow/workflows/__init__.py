"""One verb each: the rooms below, put in order. A workflow decides little and chooses no parts; it yields what happens."""
