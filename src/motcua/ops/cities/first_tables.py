"""All migrations of a city in less than half the time, and without a table locked for longer than its change takes.

Django draws a model's relatives anew whenever one of them changes, which in a well connected city is nearly every
model at nearly every step, in the transaction that holds the table. Here nothing but the changed model itself is
looked at; a step that runs Python gets all models drawn anew, as after any change that Django itself puts off
(`is_delayed`). A test holds that the tables are the same either way (ADR 0029, 0033).
"""

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class LoneState(ProjectState):
    """Draws the changed model and leaves its relatives as they were, with a note that they are old."""

    def _find_reload_model(self, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        self.is_delayed = True
        return {(app_label, model_name)}


class Executor(MigrationExecutor):
    """Begins with what was migrated already, all models of it drawn once."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        state = super()._create_project_state(with_applied_migrations)  # type: ignore[misc]
        return LoneState(models=state.models, real_apps=self.loader.unmigrated_apps)
