"""The table of operations, in files by family. op.py says how to write an entry."""
