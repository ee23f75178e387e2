"""One act on many cases: ordered after a preview, done row by row by the worker, with a result for each case."""
