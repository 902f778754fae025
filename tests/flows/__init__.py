"""What a buyer does, from the shop window to the order, and everything that may go wrong on the way."""
