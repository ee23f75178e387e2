"""What works now and what does not: outages told to everybody, and how much of the time the city could be reached."""
