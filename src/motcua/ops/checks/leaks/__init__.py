"""Made-up people are planted through the real acts; then their numbers are looked for wherever bytes are kept."""
