"""Faults on purpose: parts are killed, disks fill, partners fail while people work; afterwards all is counted."""
