"""What lies in the home folder: files written whole, batches of stages, the ledger of runs, published versions."""
