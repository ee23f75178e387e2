from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules, import_string

from motcua.base.access.actors import register_loader


class DirectoryConfig(AppConfig):
    name = "motcua.domain.directory"
    label = "directory"

    def ready(self) -> None:
        """Officials and citizens who sign in become actors through the people and positions kept here.

        Every app's `held` declares what agencies hold of it.
        """
        autodiscover_modules("held")
        loader = import_string("motcua.domain.directory.actors.actor_for")
        register_loader("official", loader)
        register_loader("citizen", loader)
