"""Real PyTorch, recorded into the trace that our own engine gives for the same program."""
