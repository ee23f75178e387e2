"""Two modules to choose from: `run` for pages, workers and tests; `owner` for migrations."""
