"""How the house is watched from outside: whether it lives, whether it may be given visitors."""
