"""`motcua check migrations`: every migration beside people at work, with many rows in every table that grows."""
