"""Reading a decision that approves internal processes: from its text to steps, with the line each was read from. Pure.

Documents of the state come as Word files whose tables others have turned to text; what is read is always an offer to
an official, so every step keeps its place in the source, and whatever is not certain says so.
"""
