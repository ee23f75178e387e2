from motcua.casework.reorganisation.models.operation import Handed, Operation, Stage, Undecided

__all__ = ["Handed", "Operation", "Stage", "Undecided"]
