"""`etalase setup`: what a merchant's business key can do. Only the command line may import it; the shop never does."""
