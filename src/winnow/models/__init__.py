"""Models: cards that say what a model is, and the weights behind them."""
