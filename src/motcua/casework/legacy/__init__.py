"""Cases, papers and histories of an older system, brought in with where each came from."""
