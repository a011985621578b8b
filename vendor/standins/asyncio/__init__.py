"""In place of asyncio, which Pyodide imports while it starts, and whose loop nothing here runs."""
