"""How well the tests hold the core: which branches they take, and which planted mistakes they notice."""
