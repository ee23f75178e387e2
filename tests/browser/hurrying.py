"""Run as a program in the house's environment: what the processes owe is done now, not at the next full minute."""

from motcua.ops import bootstrap

if __name__ == "__main__":
    bootstrap.setup()
    bootstrap.load("motcua.casework.services.errands").run_errands()
