"""Looking at unusually many cases that are not one's own work: noticed, told to who supervises, explained."""
