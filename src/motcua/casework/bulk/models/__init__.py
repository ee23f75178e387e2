from motcua.casework.bulk.models.job import Job, JobState, Row, RowState

__all__ = ["Job", "JobState", "Row", "RowState"]
